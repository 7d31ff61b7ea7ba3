"""What exactly a party signs: a statement that names the document, the party, the person."""

import json
from uuid import UUID

from headrace.kit.errors import N_, Malformed, Refused

ALGORITHMS = ("Ed25519", "EdDSA")
"""The fully specified name of RFC 9864, and the older one of RFC 8037 for the same signature."""


class SignatureForged(Refused):
    """The signature does not verify, or its key is unknown or out of use."""

    message = N_("The signature does not verify with a key that your organisation has in use.")
    remedy = N_("Sign again with your organisation's registered key.")
    journalled = ("agreement", "why")

    def __init__(self, *, agreement: UUID, why: str) -> None:
        super().__init__(field="signature", agreement=str(agreement), why=why)


class SignatureOfAnother(Refused):
    """The signature is sound, but by the key of another organisation or for another person."""

    message = N_("This signature was made by another party.")
    remedy = N_("Sign with your own organisation's key.")
    journalled = ("agreement", "signer")

    def __init__(self, *, agreement: UUID, signer: UUID) -> None:
        super().__init__(field="signature", agreement=str(agreement), signer=str(signer))


class OtherDocumentSigned(Refused):
    """The signature is sound, but over the hash of another document."""

    message = N_("The signature is over another document than this agreement.")
    remedy = N_("Open the agreement anew and sign what it shows.")
    journalled = ("agreement",)

    def __init__(self, *, agreement: UUID) -> None:
        super().__init__(field="signature", agreement=str(agreement))


class AlreadySigned(Refused):
    """The party's signature stands under the agreement."""

    message = N_("Your organisation has signed this agreement.")
    remedy = N_("Nothing is left to do until the others have signed.")

    def __init__(self) -> None:
        super().__init__(field="agreement_id")


class NotASignature(Malformed):
    """The text is no compact JWS with a key id."""

    message = N_("This is not a signature in the compact form of RFC 7515 with a key id.")
    remedy = N_("Send header, payload and signature in base64url, with dots between.")

    def __init__(self) -> None:
        super().__init__(field="signature")


def statement(
    *, document_hash: bytes, hash_algorithm: str, organisation_id: UUID, person_id: UUID
) -> bytes:
    """Return the bytes that stand in the signature's payload: JSON with sorted names."""
    content = {
        "document_hash": document_hash.hex(),
        "hash_algorithm": hash_algorithm,
        "organisation": str(organisation_id),
        "person": str(person_id),
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def check_statement(
    *,
    payload: bytes,
    agreement: UUID,
    document_hash: bytes,
    hash_algorithm: str,
    organisation_id: UUID,
    person_id: UUID,
) -> None:
    """
    Let pass only a statement about this document by this person of this party.

    :raises OtherDocumentSigned: another hash or algorithm
    :raises SignatureOfAnother: another organisation or person
    """
    expected = statement(
        document_hash=document_hash,
        hash_algorithm=hash_algorithm,
        organisation_id=organisation_id,
        person_id=person_id,
    )
    if payload == expected:
        return
    if document_hash.hex().encode() not in payload:
        raise OtherDocumentSigned(agreement=agreement)
    raise SignatureOfAnother(agreement=agreement, signer=organisation_id)
