"""A disclosure counts only where the signed payload promised it, and only once (RFC 9901, 7.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.evidence.rules.compact import TokenMalformed
from headrace.evidence.rules.disclosures import DisclosureRefused, disclosed
from tests.evidence.signing import b64_json, digest, disclosure

METHOD = disclosure("s1", "method", "visit")
OWNER = disclosure("s2", "owner", "clear")
SECOND = disclosure("s3", "second")


class TestDisclosed:
    def test_member_takes_its_place_and_the_digests_go(self):
        payload = {"sub": "firm", "_sd": [digest(METHOD), digest(OWNER)], "_sd_alg": "sha-256"}

        assert disclosed(payload, [METHOD]) == {"sub": "firm", "method": "visit"}

    def test_element_takes_its_place_in_the_list(self):
        payload = {"evidence": ["first", {"...": digest(SECOND)}, {"...": digest("decoy")}, "last"]}

        assert disclosed(payload, [SECOND]) == {"evidence": ["first", "second", "last"]}

    def test_member_may_hide_another(self):
        outer = disclosure("s4", "claims", {"grade": "A1", "_sd": [digest(OWNER)]})

        opened = disclosed({"_sd": [digest(outer)]}, [OWNER, outer])

        assert opened == {"claims": {"grade": "A1", "owner": "clear"}}

    def test_nothing_is_needed_where_nothing_is_hidden(self):
        assert disclosed({"a": [1, {"b": None}]}, []) == {"a": [1, {"b": None}]}

    # Source: RFC 9901, section 4.2.1, the disclosure of "family_name" and its digest.
    def test_digest_is_that_of_the_standards_example(self):
        example = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"
        payload = {"_sd": ["X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"]}

        assert disclosed(payload, [example]) == {"family_name": "Möbius"}

    @given(
        st.dictionaries(st.sampled_from("abcdef"), st.integers() | st.text("xyz"), max_size=6),
        st.sets(st.sampled_from("abcdef")),
        st.randoms(),
    )
    def test_payload_is_the_same_whatever_was_hidden(self, members, hidden, random):
        told = {name: disclosure("s", name, members[name]) for name in members if name in hidden}
        open_ones = {name: each for name, each in members.items() if name not in hidden}
        payload = {**open_ones, "_sd": [digest(each) for each in told.values()]}

        assert disclosed(payload, random.sample([*told.values()], len(told))) == members


class TestRefused:
    @pytest.mark.parametrize(
        ("payload", "disclosures"),
        [
            # Promised by no digest: what the common reference package lets through.
            ({"sub": "firm"}, [METHOD]),
            ({"_sd": [digest(OWNER)]}, [METHOD]),
            # Given twice, or promised twice.
            ({"_sd": [digest(METHOD)]}, [METHOD, METHOD]),
            ({"_sd": [digest(METHOD), digest(METHOD)]}, [METHOD]),
            ({"_sd": [digest(METHOD)], "in": {"_sd": [digest(METHOD)]}}, [METHOD]),
            ({"a": [{"...": "decoy"}, {"...": "decoy"}]}, []),
            # A name that is there already, or reserved.
            ({"method": "call", "_sd": [digest(METHOD)]}, [METHOD]),
            ({"...": "x"}, []),
            ({"a": [{"...": "x", "b": 1}]}, []),
            *(
                ({"_sd": [digest(each)]}, [each])
                for each in (disclosure("s", "_sd", []), disclosure("s", "...", "x"))
            ),
            # Another hash than the one that is checked.
            ({"_sd_alg": "sha-512"}, []),
            ({"_sd_alg": None}, []),
        ],
    )
    def test_when_it_does_not_fit_what_was_signed(self, payload, disclosures):
        with pytest.raises(DisclosureRefused):
            disclosed(payload, disclosures)

    @pytest.mark.parametrize(
        "bad",
        [
            disclosure("s", "method"),
            disclosure("s", 7, "visit"),
            disclosure(1, "method", "visit"),
            disclosure("s", "method", "visit", "more"),
            b64_json({"method": "visit"}),
        ],
    )
    def test_when_a_members_disclosure_is_not_of_its_form(self, bad):
        with pytest.raises(TokenMalformed):
            disclosed({"_sd": [digest(bad)]}, [bad])

    @pytest.mark.parametrize("bad", [METHOD, disclosure(1, "x"), b64_json("x")])
    def test_when_an_elements_disclosure_is_not_of_its_form(self, bad):
        with pytest.raises(TokenMalformed):
            disclosed({"a": [{"...": digest(bad)}]}, [bad])

    @pytest.mark.parametrize("payload", [{"_sd": "x"}, {"_sd": [7]}, {"a": [{"...": 7}]}])
    def test_when_a_digest_is_not_a_text(self, payload):
        with pytest.raises(TokenMalformed):
            disclosed(payload, [])

    def test_when_it_is_no_base64url(self):
        with pytest.raises(TokenMalformed):
            disclosed({}, ["%%"])
