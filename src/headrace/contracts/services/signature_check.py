"""The check of a party's signature against the key it has registered."""

import binascii
import json
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.jws import JWSAlgModel, JWSRegistry

from headrace.contracts.models import Agreement
from headrace.contracts.rules import signature as rules
from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.parties import queries as parties


class _Registry(JWSRegistry):
    """
    Knows the two names of one signature scheme.

    The older name is still what most services write; the library warns at each use of it.
    """

    def get_alg(self, name: str) -> JWSAlgModel:
        if name not in rules.ALGORITHMS:
            return super().get_alg(name)
        return self.algorithms[name]


_registry = _Registry(algorithms=list(rules.ALGORITHMS))


@dataclass(frozen=True, slots=True)
class Checked:
    """A signature that holds, and the thumbprint of the key that made it."""

    jws: str
    thumbprint: str


def check_signature(
    *, agreement: Agreement, signature: str, by: Actor, at: datetime
) -> Checked:
    """
    Return the signature if it is the actor's own, over this very document.

    :raises rules.NotASignature: :raises rules.SignatureForged:
    :raises rules.SignatureOfAnother: :raises rules.OtherDocumentSigned:
    """
    key_id = _key_id(signature)
    owner, person, public_jwk = _registered_key(key_id, agreement.id, at)
    if owner != by.organisation_id or person not in (None, by.person_id):
        raise rules.SignatureOfAnother(agreement=agreement.id, signer=owner)
    payload = _verified_payload(signature, public_jwk, agreement.id)
    rules.check_statement(
        payload=payload,
        agreement=agreement.id,
        document_hash=bytes(agreement.document_hash),
        hash_algorithm=agreement.hash_algorithm,
        organisation_id=by.organisation_id,
        person_id=by.person_id or UUID(int=0),
    )
    return Checked(signature, key_id)


def _key_id(signature: str) -> str:
    try:
        head = signature.split(".")[0]
        header = json.loads(urlsafe_b64decode(head + "=" * (-len(head) % 4)))
        return str(header["kid"])
    except (binascii.Error, ValueError, KeyError, TypeError):
        raise rules.NotASignature from None


def _registered_key(
    key_id: str, agreement_id: UUID, at: datetime
) -> tuple[UUID, UUID | None, dict[str, str]]:
    """Return organisation, person (None: the firm's own key) and key, if in use at that time."""
    try:
        owner, public_jwk = parties.verification_key(key_id, at=at)
        return owner, parties.signing_key(key_id).person_id, public_jwk
    except NotFound:
        raise rules.SignatureForged(agreement=agreement_id, why="unknown key") from None


def _verified_payload(signature: str, public_jwk: dict[str, str], agreement_id: UUID) -> bytes:
    try:
        key = OKPKey.import_key(dict(public_jwk))
        return jws.deserialize_compact(signature, key, registry=_registry).payload
    except (JoseError, ValueError):
        raise rules.SignatureForged(agreement=agreement_id, why="it does not match") from None
