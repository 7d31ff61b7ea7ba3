"""What exactly is signed, and what is said of a statement about something else."""

import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.contracts.ports import statement_to_sign
from headrace.contracts.rules import signature

AGREEMENT = UUID("00000000-0000-7000-8000-00000000000a")
FIRM = UUID("00000000-0000-7000-8000-0000000000f1")
OTHER = UUID("00000000-0000-7000-8000-0000000000f2")
OWNER = UUID("00000000-0000-7000-8000-000000000011")
HASH, ANOTHER_HASH = bytes(range(32)), bytes(32)
TOLD = {
    "document_hash": HASH,
    "hash_algorithm": "sha-256",
    "organisation_id": FIRM,
    "person_id": OWNER,
}


def check(payload):
    signature.check_statement(payload=payload, agreement=AGREEMENT, **TOLD)


class TestStatement:
    def test_is_json_with_sorted_names_and_no_white_space(self):
        assert signature.statement(**TOLD) == (
            b'{"document_hash":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",'
            b'"hash_algorithm":"sha-256",'
            b'"organisation":"00000000-0000-7000-8000-0000000000f1",'
            b'"person":"00000000-0000-7000-8000-000000000011"}'
        )

    def test_is_what_a_signing_service_is_asked_to_sign(self):
        asked = statement_to_sign(person_id=OWNER, organisation_id=FIRM, document_hash=HASH)
        assert asked == signature.statement(**TOLD)
        check(asked)

    @pytest.mark.parametrize(
        "other",
        [
            {"document_hash": ANOTHER_HASH},
            {"hash_algorithm": "sm3"},
            {"organisation_id": OTHER},
            {"person_id": OTHER},
        ],
    )
    def test_differs_when_anything_in_it_differs(self, other):
        assert signature.statement(**{**TOLD, **other}) != signature.statement(**TOLD)


class TestCheck:
    def test_passes_the_statement_that_was_asked_for(self):
        check(signature.statement(**TOLD))

    def test_tells_another_document_by_its_hash(self):
        with pytest.raises(signature.OtherDocumentSigned) as refused:
            check(signature.statement(**{**TOLD, "document_hash": ANOTHER_HASH}))
        assert refused.value.facts == {"agreement": str(AGREEMENT)}

    @pytest.mark.parametrize("other", [{"organisation_id": OTHER}, {"person_id": OTHER}])
    def test_tells_the_right_document_signed_for_another_party_or_person(self, other):
        with pytest.raises(signature.SignatureOfAnother) as refused:
            check(signature.statement(**{**TOLD, **other}))
        assert refused.value.facts == {"agreement": str(AGREEMENT), "signer": str(FIRM)}

    @pytest.mark.parametrize("payload", [b"", b"null", b"{}", b"[]", b"\xff\xfe", HASH])
    def test_takes_nothing_else_for_a_statement(self, payload):
        with pytest.raises(signature.OtherDocumentSigned):
            check(payload)

    @pytest.mark.parametrize(
        "respell",
        [
            lambda told: json.dumps(told).encode(),
            lambda told: json.dumps(dict(reversed(told.items())), separators=(",", ":")).encode(),
            lambda told: json.dumps({**told, "more": 1}, separators=(",", ":")).encode(),
        ],
        ids=["with white space", "in another order", "with a word more"],
    )
    def test_takes_no_other_spelling_of_it(self, respell):
        with pytest.raises(signature.SignatureOfAnother):
            check(respell(json.loads(signature.statement(**TOLD))))

    @given(st.binary(max_size=200))
    def test_passes_no_other_bytes_whatever_they_are(self, payload):
        with pytest.raises((signature.OtherDocumentSigned, signature.SignatureOfAnother)):
            check(payload)


def test_only_ed25519_is_a_signature_under_its_new_and_its_old_name():
    assert signature.ALGORITHMS == ("Ed25519", "EdDSA")
