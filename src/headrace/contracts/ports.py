"""What the agreements ask of the outside: a service that signs in a person's name."""

from typing import Protocol
from uuid import UUID

from headrace.contracts.rules import signature as _signature
from headrace.kit.canonical import ALGORITHM


class Signer(Protocol):
    """
    A qualified e-signature service: it holds the private keys, we hold none.

    It signs `statement_to_sign` as a compact JWS with `alg` Ed25519 (or EdDSA) and the key's RFC
    7638 thumbprint as `kid`.
    """

    def sign(self, *, person_id: UUID, organisation_id: UUID, document_hash: bytes) -> str:
        """Return the compact JWS; :raises Unreachable: the service did not answer."""
        ...


def statement_to_sign(*, person_id: UUID, organisation_id: UUID, document_hash: bytes) -> bytes:
    """Return the payload that a signer signs for a document's hash (sha-256)."""
    return _signature.statement(
        document_hash=document_hash,
        hash_algorithm=ALGORITHM,
        organisation_id=organisation_id,
        person_id=person_id,
    )
