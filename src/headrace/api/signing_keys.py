"""Public signing keys: registered by their owner, retired, looked up by everybody."""

from uuid import UUID

from ninja import Router, Schema

from headrace.api.shapes import Key, Line, SignedRequest
from headrace.kit import clock
from headrace.parties import queries as parties
from headrace.parties import services

router = Router(tags=["signing keys"])


class NewKey(Schema):
    """A public Ed25519 key as a JWK (RFC 8037), of a person or of the organisation itself."""

    public_jwk: dict[str, Line]
    person_id: UUID | None = None


class KeyId(Schema):
    """The thumbprint of a key (RFC 7638): the `kid` of what it signs."""

    kid: str


@router.post("", response={201: KeyId})
def register(request: SignedRequest, key: Key, new: NewKey) -> KeyId:
    """Register a public key of the caller's own organisation."""
    return KeyId(
        kid=services.register_signing_key(
            key=key,
            by=request.auth,
            public_jwk=new.public_jwk,
            person_id=new.person_id,
            at=clock.now(),
        )
    )


@router.get("", response=list[parties.SigningKeyView])
def own_keys(request: SignedRequest) -> list[parties.SigningKeyView]:
    """Return the keys of the caller's own organisation, live and retired."""
    return list(parties.signing_keys_of(request.auth.organisation_id))


@router.get("/{kid}", response=parties.SigningKeyView)
def signing_key(request: SignedRequest, kid: Line) -> parties.SigningKeyView:
    """Return a public key with its owner, to check a signature."""
    return parties.signing_key(kid)


@router.post("/{kid}/retirement", response=KeyId)
def retire(request: SignedRequest, key: Key, kid: Line) -> KeyId:
    """Retire a key of the caller's own organisation; what it signed before stays valid."""
    return KeyId(
        kid=services.retire_signing_key(key=key, by=request.auth, thumbprint=kid, at=clock.now())
    )
