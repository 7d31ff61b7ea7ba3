"""
The check of a party's signature against the key it has registered.

The header is not asked which algorithm to verify with: Ed25519 is the only one, so a signature can
choose neither a weaker one nor none (RFC 8725, section 3.1).
"""

import json
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry

from headrace.contracts.models import Agreement
from headrace.contracts.rules import signature as rules
from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.parties import queries as parties

_ED25519 = JWSRegistry.algorithms["EdDSA"]
_PARTS = 3


@dataclass(frozen=True, slots=True)
class Checked:
    """A signature that holds, and the thumbprint of the key that made it."""

    jws: str
    thumbprint: str


def check_signature(
    *, agreement: Agreement, signature: str, signer: UUID, by: Actor, at: datetime
) -> Checked:
    """
    Return the signature if it is the signer's own, over this very document.

    :raises rules.NotASignature: :raises rules.SignatureForged:
    :raises rules.SignatureOfAnother: :raises rules.OtherDocumentSigned:
    """
    payload, key_id = _read(signature)
    owner, person, public_jwk = _registered_key(key_id, agreement.id, at)
    if owner != by.organisation_id or person not in (None, signer):
        raise rules.SignatureOfAnother(agreement=agreement.id, signer=owner)
    if not _is_good(signature, public_jwk):
        raise rules.SignatureForged(agreement=agreement.id, why="mismatch")
    rules.check_statement(
        payload=payload,
        agreement=agreement.id,
        document_hash=bytes(agreement.document_hash),
        hash_algorithm=agreement.hash_algorithm,
        organisation_id=by.organisation_id,
        person_id=signer,
    )
    return Checked(signature, key_id)


def _read(signature: str) -> tuple[bytes, str]:
    """Return payload and key id of a compact JWS."""
    parts = signature.split(".")
    try:
        header = json.loads(_bytes_of(parts[0]))
        known = len(parts) == _PARTS and header["alg"] in rules.ALGORITHMS
        payload, key_id = _bytes_of(parts[1]), str(header["kid"])
    except (ValueError, KeyError, TypeError, IndexError):
        raise rules.NotASignature from None
    if not known:
        raise rules.NotASignature
    return payload, key_id


def _registered_key(
    key_id: str, agreement_id: UUID, at: datetime
) -> tuple[UUID, UUID | None, dict[str, str]]:
    """Return organisation, person (None: the firm's own key) and key, if in use at that time."""
    try:
        owner, public_jwk = parties.verification_key(key_id, at=at)
        return owner, parties.signing_key(key_id).person_id, public_jwk
    except NotFound:
        raise rules.SignatureForged(agreement=agreement_id, why="unknown_key") from None


def _is_good(signature: str, public_jwk: dict[str, str]) -> bool:
    signed, _, proof = signature.rpartition(".")
    try:
        key = OKPKey.import_key({name: public_jwk[name] for name in ("kty", "crv", "x")})
        return bool(_ED25519.verify(signed.encode("ascii"), _bytes_of(proof), key))
    except (JoseError, ValueError):
        return False


def _bytes_of(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
