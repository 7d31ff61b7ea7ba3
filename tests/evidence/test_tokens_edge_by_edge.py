"""A signed text read edge by edge: each fault has its own words, in both languages."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.evidence.rules import compact, signatures
from headrace.evidence.rules.compact import (
    DEEPEST,
    LONGEST_TOKEN,
    MOST_DISCLOSURES,
    HeaderRefused,
    TokenMalformed,
    decode_base64url,
    decode_json,
    encode_base64url,
    parse,
)
from headrace.evidence.rules.disclosures import DisclosureRefused, disclosed
from tests.evidence.signing import Pen, b64, b64_json, digest, disclosure
from tests.kit.tongues import in_chinese, is_told_in_both

PEN = Pen()
HEADER = b64_json({"alg": "EdDSA", "typ": "dc+sd-jwt", "kid": PEN.kid})
REPEATING = b'{"a":{"b":1,"b":1}}'
GOOD = PEN.sign({"sub": "firm"})
JWS = GOOD.rstrip("~")


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


class TestEachFaultOfAToken:
    @pytest.mark.parametrize(
        ("token", "words"),
        [
            (None, "no ASCII text, or too long"),
            (b"x~", "no ASCII text, or too long"),
            (GOOD.replace("~", "\u3000~"), "no ASCII text, or too long"),
            ("x" * (LONGEST_TOKEN + 1), "no ASCII text, or too long"),
            ("", "does not end with a tilde"),
            (JWS, "does not end with a tilde"),
            (f"{JWS}~x.y.z", "bound to a holder's key"),
            (f"{JWS}~~", "an empty one"),
            (PEN.sign({}, ["eA"] * (MOST_DISCLOSURES + 1)), "too many disclosures"),
            ("~", "three parts"),
            ("a.b~", "three parts"),
            ("a.b.c.d~", "three parts"),
            (f"{HEADER}..x~", "not base64url"),
            (f"{HEADER}.e30.~", "not base64url"),
            (f".{b64_json({})}.eA~", "not base64url"),
            (f"{HEADER}.e3 0.eA~", "not base64url"),
            (f"{HEADER}.e30=.eA~", "not base64url"),
            (f"{HEADER}.e3+0.eA~", "not base64url"),
            (f"{HEADER}.a.eA~", "not base64url"),
            (f"{HEADER}.e31.eA~", "canonical spelling"),
            (f"{HEADER}.e30.eB~", "canonical spelling"),
            (f"{HEADER}.{b64(b'{')}.eA~", "not valid JSON"),
            (f"{HEADER}.{b64(b'{} {}')}.eA~", "not valid JSON"),
            (f"{HEADER}.{b64(bytes([0xC3]))}.eA~", "not valid JSON"),
            (f"{HEADER}.{b64(b'[]')}.eA~", "payload is not an object"),
            (f"{HEADER}.{b64(b'null')}.eA~", "payload is not an object"),
            (f"{HEADER}.{b64(b'1.0')}.eA~", "neither whole nor written as a text"),
            (f"{HEADER}.{b64(b'1e2')}.eA~", "neither whole nor written as a text"),
            (f"{HEADER}.{b64(b'-Infinity')}.eA~", "neither whole nor written as a text"),
            (f"{HEADER}.{b64(REPEATING)}.eA~", "repeats a member"),
            (PEN.sign({"a": nested(DEEPEST)}), "nested too deep"),
            (PEN.sign({"a": ["\x00"]}), "cannot be stored"),
        ],
    )
    def test_is_told_by_its_own_words(self, token, words):
        with pytest.raises(TokenMalformed, match=words) as refusal:
            parse(token)

        assert refusal.value.field == "token"
        assert is_told_in_both(refusal.value)
        assert refusal.value.facts["detail"] not in in_chinese(refusal.value).message

    def test_that_is_none_is_none(self):
        assert parse(GOOD).payload == {"sub": "firm"}

    @pytest.mark.parametrize("count", [0, 1, MOST_DISCLOSURES])
    def test_leaves_room_for_many_disclosures(self, count):
        assert len(parse(PEN.sign({}, ["eA"] * count)).disclosures) == count

    def test_leaves_room_for_depth(self):
        assert parse(PEN.sign({"a": nested(DEEPEST - 2)})).payload

    def test_leaves_room_for_exactly_the_longest_token(self):
        spare = LONGEST_TOKEN - len(GOOD)
        padded = f"{GOOD}{'A' * (spare - 1)}~"

        assert len(padded) == LONGEST_TOKEN
        assert len(parse(padded).disclosures) == 1


class TestEachFaultOfAHeader:
    @pytest.mark.parametrize(
        ("header", "words"),
        [
            ({}, "alg, typ and kid"),
            ([], "alg, typ and kid"),
            ("EdDSA", "alg, typ and kid"),
            (None, "alg, typ and kid"),
            ({"alg": "EdDSA", "kid": "k"}, "alg, typ and kid"),
            ({"alg": "EdDSA", "typ": "dc+sd-jwt", "kid": "k", "b64": False}, "alg, typ and kid"),
            ({"alg": "none", "typ": "dc+sd-jwt", "kid": "k"}, "algorithm must be EdDSA"),
            ({"alg": "eddsa", "typ": "dc+sd-jwt", "kid": "k"}, "algorithm must be EdDSA"),
            ({"alg": None, "typ": "dc+sd-jwt", "kid": "k"}, "algorithm must be EdDSA"),
            ({"alg": "EdDSA", "typ": "DC+SD-JWT", "kid": "k"}, "type must be dc"),
            ({"alg": "EdDSA", "typ": "application/dc+sd-jwt", "kid": "k"}, "type must be dc"),
            ({"alg": "EdDSA", "typ": "dc+sd-jwt", "kid": ""}, "thumbprint of a key"),
            ({"alg": "EdDSA", "typ": "dc+sd-jwt", "kid": None}, "thumbprint of a key"),
            ({"alg": "EdDSA", "typ": "dc+sd-jwt", "kid": "k" * 201}, "thumbprint of a key"),
        ],
    )
    def test_is_told_by_its_own_words(self, header, words):
        with pytest.raises(HeaderRefused, match=words) as refusal:
            parse(PEN.sign_text(b64_json(header), b64_json({})))

        assert (refusal.value.status, refusal.value.field) == (409, "token")
        assert is_told_in_both(refusal.value)
        assert refusal.value.facts["detail"] not in in_chinese(refusal.value).message

    def test_of_a_key_ends_at_two_hundred_signs(self):
        assert parse(PEN.sign({}, kid="k" * 200)).kid == "k" * 200


class TestBase64url:
    @given(st.binary(min_size=1, max_size=100))
    def test_is_undone_to_the_byte(self, raw):
        assert decode_base64url(encode_base64url(raw)) == raw

    @given(st.text(alphabet="ABab01-_", min_size=1, max_size=12))
    def test_has_one_spelling_for_the_same_bytes(self, text):
        try:
            raw = decode_base64url(text)
        except TokenMalformed:
            return
        assert encode_base64url(raw) == text

    @pytest.mark.parametrize(
        "text", ["", "=", "AA==", "AA\n", " AA", "A+", "A/", "é", "A", "AAAAA"]
    )
    def test_of_another_alphabet_or_length_is_refused(self, text):
        with pytest.raises(TokenMalformed):
            decode_base64url(text)


class TestJson:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("{}", {}),
            ('{"a":[1,true,null,"x"]}', {"a": [1, True, None, "x"]}),
            ('"\\u4e2d"', "中"),
            ("-0", 0),
            ("12345678901234567890", 12345678901234567890),
            ('{"a":{"b":1},"c":{"b":2}}', {"a": {"b": 1}, "c": {"b": 2}}),
        ],
    )
    def test_is_read_exactly(self, text, value):
        assert decode_json(b64(text.encode())) == value

    @pytest.mark.parametrize("unfit", ["\x00", "\ud800", "a\x00b"])
    def test_with_a_text_no_database_holds_is_refused_in_names_and_values(self, unfit):
        for value in (unfit, [unfit], {unfit: 1}, {"a": {"b": [unfit]}}):
            with pytest.raises(TokenMalformed, match="cannot be stored"):
                decode_json(b64(json.dumps(value).encode()))


class TestASignature:
    def test_belongs_to_every_byte_of_header_and_payload(self):
        header, payload, signature = JWS.split(".")
        other_header, other_payload, other = PEN.sign({"sub": "x"}, kid="k")[:-1].split(".")

        assert signatures.is_good(JWS, PEN.public_jwk)
        for forged in (
            f"{other_header}.{payload}.{signature}",
            f"{header}.{other_payload}.{signature}",
            f"{header}.{payload}.{other}",
        ):
            assert not signatures.is_good(forged, PEN.public_jwk)

    @pytest.mark.parametrize("text", ["", ".", "..", "a", JWS.rpartition(".")[0], f"{JWS}="])
    def test_that_is_missing_or_broken_is_not_good(self, text):
        assert not signatures.is_good(text, PEN.public_jwk)

    @pytest.mark.parametrize("left_out", ["kty", "crv", "x"])
    def test_is_never_good_for_half_a_key(self, left_out):
        half = {name: each for name, each in PEN.public_jwk.items() if name != left_out}

        assert not signatures.is_good(JWS, half)

    def test_is_not_helped_by_what_else_a_key_says(self):
        assert signatures.is_good(JWS, {**PEN.public_jwk, "alg": "none", "use": "enc"})


class TestADisclosure:
    @pytest.mark.parametrize(
        ("payload", "given_with_it", "words"),
        [
            ({"_sd_alg": "md5"}, [], "sha-256"),
            ({}, [disclosure("s", "a", 1)], "no digest refers"),
            ({}, [disclosure("s", "a", 1)] * 2, "given twice"),
            ({"_sd": ["x", "x"]}, [], "stands twice"),
            ({"...": 1}, [], "reserved name"),
            (
                {"a": 0, "_sd": [digest(disclosure("s", "a", 1))]},
                [disclosure("s", "a", 1)],
                "there already or is reserved",
            ),
        ],
    )
    def test_that_does_not_fit_is_told_by_its_own_words(self, payload, given_with_it, words):
        with pytest.raises(DisclosureRefused, match=words) as refusal:
            disclosed(payload, given_with_it)

        assert is_told_in_both(refusal.value)
        assert refusal.value.facts["detail"] not in in_chinese(refusal.value).message

    @pytest.mark.parametrize("value", [None, 0, "", [], {}, {"deep": [1]}, "引水渠"])
    def test_may_hold_any_value(self, value):
        text = disclosure("s", "a", value)

        assert disclosed({"_sd": [digest(text)]}, [text]) == {"a": value}

    def test_leaves_the_signed_payload_as_it_was(self):
        text = disclosure("s", "a", 1)
        payload = {"_sd": [digest(text)], "b": {"c": [1]}}

        disclosed(payload, [text])

        assert payload == {"_sd": [digest(text)], "b": {"c": [1]}}


def test_the_type_of_a_token_is_the_registered_one():
    assert compact.TYPE == "dc+sd-jwt"
