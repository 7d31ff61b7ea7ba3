"""A token is read strictly: one spelling, one algorithm, nothing that could be read two ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.evidence.rules import compact, signatures
from headrace.evidence.rules.compact import HeaderRefused, TokenMalformed, parse
from tests.evidence.signing import Pen, b64, b64_json, disclosure

PEN = Pen()
HEADER = b64_json({"alg": "EdDSA", "typ": "dc+sd-jwt", "kid": PEN.kid})


class TestParse:
    def test_gives_back_the_parts_of_a_token(self):
        more = disclosure("salt", "method", "call")

        parts = parse(PEN.sign({"sub": "firm", "n": 7}, [more]))

        assert (parts.kid, parts.payload, parts.disclosures) == (
            PEN.kid,
            {"sub": "firm", "n": 7},
            (more,),
        )
        assert signatures.is_good(parts.jws, PEN.public_jwk)

    @pytest.mark.parametrize(
        "token",
        [
            "",
            "~",
            "a.b.c",
            PEN.sign({}).rstrip("~"),
            PEN.sign({}) + "a.b.c",
            PEN.sign({}) + "~",
            "x." + PEN.sign({}),
            PEN.sign({})[1:],
            PEN.sign({}).replace("~", "é~"),
            PEN.sign([]),
            PEN.sign("text"),
            PEN.sign({"rate": 0.5}),
            PEN.sign({"deep": [[[[[[[[[[[[[1]]]]]]]]]]]]]}),
            PEN.sign({"nul": "a\x00"}),
            PEN.sign({"a\x00": "nul"}),
            PEN.sign({"big": "x" * 70_000}),
            PEN.sign({}, ["eA"] * 101),
            PEN.sign_text(HEADER, b64(b'{"a":1,"a":2}')),
            PEN.sign_text(HEADER, b64(b'{"a":NaN}')),
            PEN.sign_text(HEADER, b64(b'{"a":"\\ud800"}')),
            PEN.sign_text(HEADER, b64(b"[" * 20_000)),
            PEN.sign_text(HEADER, b64(b'{"a":' + b"9" * 5000 + b"}")),
            PEN.sign_text(HEADER, b64(b"\xff\xfe")),
            PEN.sign_text(HEADER, b64(b"{}") + "="),
            PEN.sign_text(HEADER, "a"),
            None,
            7,
        ],
    )
    def test_refuses_what_is_not_in_the_one_form(self, token):
        with pytest.raises(TokenMalformed):
            parse(token)

    def test_refuses_a_second_spelling_of_the_same_bytes(self):
        # "e30" is {}; the spare bits of its last character may be set without changing a byte.
        with pytest.raises(TokenMalformed, match="canonical"):
            parse(PEN.sign_text(HEADER, "e31"))

    @pytest.mark.parametrize(
        "changed",
        [
            {"alg": "none"},
            {"alg": "HS256"},
            {"alg": "Ed25519"},
            {"alg": ["EdDSA"]},
            {"typ": "JWT"},
            {"typ": "vc+sd-jwt"},
            {"kid": ""},
            {"kid": 7},
            {"kid": "k" * 201},
            {"crit": ["b64"]},
            {"jwk": PEN.public_jwk},
            {"x5u": "https://example.org"},
        ],
    )
    def test_refuses_every_header_but_the_one(self, changed):
        with pytest.raises(HeaderRefused):
            parse(PEN.sign({}, **changed))

    @pytest.mark.parametrize("header", [{"alg": "EdDSA", "typ": "dc+sd-jwt"}, ["x"]])
    def test_refuses_a_header_without_its_three_members(self, header):
        with pytest.raises(HeaderRefused):
            parse(PEN.sign({}, header=header))

    @given(st.text(alphabet="abcXYZ019._-~={}\"'é", max_size=60))
    def test_answers_every_text_with_a_refusal_of_the_family(self, text):
        with pytest.raises((TokenMalformed, HeaderRefused)):
            parse(text)


class TestSignature:
    jws = PEN.sign({"sub": "firm"}).rstrip("~")

    def test_is_good_for_its_own_key_only(self):
        assert signatures.is_good(self.jws, PEN.public_jwk)
        assert not signatures.is_good(self.jws, Pen().public_jwk)

    @given(st.data())
    def test_breaks_when_any_character_changes(self, data):
        place = data.draw(st.integers(0, len(self.jws) - 1))
        letter = data.draw(st.sampled_from("AZaz09-_"))
        changed = self.jws[:place] + letter + self.jws[place + 1 :]

        # Only the spare bits of the last character can be set without changing a byte.
        harmless = changed == self.jws or place == len(self.jws) - 1
        assert harmless or not signatures.is_good(changed, PEN.public_jwk)

    @pytest.mark.parametrize(
        "jwk",
        [
            {"kty": "oct", "k": "c2VjcmV0"},
            {**PEN.public_jwk, "crv": "Ed448"},
            {**PEN.public_jwk, "crv": "X25519"},
            {**PEN.public_jwk, "x": "AA"},
            {"kty": "OKP", "crv": "Ed25519"},
        ],
    )
    def test_is_never_good_for_a_key_of_another_kind(self, jwk):
        assert not signatures.is_good(self.jws, jwk)

    def test_by_nobody_is_never_good(self):
        unsigned = b64_json({"alg": "none"}) + "." + b64_json({"sub": "firm"}) + "."

        assert not signatures.is_good(unsigned, PEN.public_jwk)

    def test_encoding_is_undone_exactly(self):
        assert compact.decode_base64url(compact.encode_base64url(b"\x00\xff~")) == b"\x00\xff~"
