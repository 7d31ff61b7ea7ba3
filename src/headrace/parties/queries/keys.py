"""Reads of public signing keys."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from headrace.kit.errors import NotFound
from headrace.parties import models


@dataclass(frozen=True, slots=True)
class SigningKeyView:
    """A public key, whose it is, and from when to when."""

    thumbprint: str
    organisation_id: UUID
    person_id: UUID | None
    public_jwk: dict[str, str]
    since: datetime
    until: datetime | None


def verification_key(kid: str, *, at: datetime | None = None) -> tuple[UUID, dict[str, str]]:
    """
    Return the organisation and the public JWK of a key id, which is the key's thumbprint.

    :param at: when it signed; without it a retired key is returned too, for old signatures
    :raises NotFound: no such key, or it was not in use at that moment
    """
    rows = models.SigningKey.objects.filter(thumbprint=kid)
    if at is not None:
        rows = rows.filter(Q(until=None) | Q(until__gt=at), since__lte=at)
    row = rows.first()
    if row is None:
        raise NotFound(field="kid")
    return row.organisation_id, dict(row.public_jwk)


def signing_key(kid: str) -> SigningKeyView:
    """
    Return a key with its owner, person included.

    :raises NotFound: no such key
    """
    row = models.SigningKey.objects.filter(thumbprint=kid).first()
    if row is None:
        raise NotFound(field="kid")
    return _view(row)


def signing_keys_of(organisation_id: UUID) -> tuple[SigningKeyView, ...]:
    """Return an organisation's keys, live and retired, newest first."""
    rows = models.SigningKey.objects.filter(organisation=organisation_id).order_by("-id")
    return tuple(_view(each) for each in rows)


def _view(row: models.SigningKey) -> SigningKeyView:
    return SigningKeyView(
        thumbprint=row.thumbprint,
        organisation_id=row.organisation_id,
        person_id=row.person_id,
        public_jwk=dict(row.public_jwk),
        since=row.since,
        until=row.until,
    )
