"""The same thing is recognised however it is written, and different things stay apart."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.register.rules import fingerprints
from headrace.register.rules.fingerprints import (
    PARTS,
    FingerprintKindUnknown,
    PartsMalformed,
    digest,
)

INVOICE = {"issuer": "91360730MA35XYZ12A", "number": "044001900111-12345678"}
words = st.text(alphabet="abcXYZ0189杭州云溪纺织ｆＰéß", min_size=1, max_size=12)


class TestSpelling:
    @pytest.mark.parametrize(
        "number",
        [
            "04400190011112345678",
            "０４４００１９００１１１－１２３４５６７８",
            " 044001900111 / 12345678 ",
            "044001900111\u200b12345678",
            "044001900111—12345678",
        ],
    )
    def test_of_an_invoice_number_does_not_matter(self, number):
        assert digest("receivable", {**INVOICE, "number": number}) == digest("receivable", INVOICE)

    def test_of_letters_does_not_matter(self):
        lower = {**INVOICE, "issuer": INVOICE["issuer"].lower()}

        assert digest("receivable", lower) == digest("receivable", INVOICE)

    @given(words, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]), st.sampled_from(" -·.()（）　"))
    def test_never_changes_the_digest(self, word, form, noise):
        noisy = noise + noise.join(unicodedata.normalize(form, word.upper())) + noise

        assert digest("asset", {"maker": noisy, "serial": "1"}) == digest(
            "asset", {"maker": word.upper(), "serial": "1"}
        )

    @given(words, words)
    def test_is_the_only_thing_that_two_equal_digests_may_differ_in(self, one, other):
        same = digest("asset", {"maker": one, "serial": "1"}) == digest(
            "asset", {"maker": other, "serial": "1"}
        )

        assert same == (fingerprints.normal(one) == fingerprints.normal(other))

    @given(words)
    def test_is_settled_by_one_normalisation(self, word):
        assert fingerprints.normal(fingerprints.normal(word)) == fingerprints.normal(word)


class TestIdentity:
    def test_parts_do_not_run_into_each_other(self):
        assert digest("asset", {"maker": "ab", "serial": "c"}) != digest(
            "asset", {"maker": "a", "serial": "bc"}
        )

    def test_two_kinds_with_the_same_parts_are_two_things(self):
        assert digest("lot", {"keeper": "a", "receipt": "b"}) != digest(
            "deposit", {"bank": "a", "account": "b"}
        )

    def test_the_order_of_the_parts_does_not_matter(self):
        turned = dict(reversed(INVOICE.items()))

        assert digest("receivable", turned) == digest("receivable", INVOICE)

    @pytest.mark.parametrize("kind", sorted(PARTS))
    def test_every_kind_has_a_digest_of_32_bytes(self, kind):
        assert len(digest(kind, dict.fromkeys(PARTS[kind], "x1"))) == 32


class TestRefusals:
    def test_an_extra_part_would_be_a_way_round_the_register(self):
        with pytest.raises(PartsMalformed, match="issuer, number"):
            digest("receivable", {**INVOICE, "amount": "1.00"})

    @pytest.mark.parametrize("bad", ["", " ", "--", 12345678, None, "x" * 301, "\ud800", 1.5])
    def test_a_part_that_says_nothing_is_refused(self, bad):
        with pytest.raises(PartsMalformed):
            digest("receivable", {**INVOICE, "number": bad})

    def test_a_missing_part_is_refused(self):
        with pytest.raises(PartsMalformed):
            digest("receivable", {"issuer": "x"})

    def test_an_unknown_kind_is_refused(self):
        with pytest.raises(FingerprintKindUnknown, match="receivable"):
            digest("promise", {})
