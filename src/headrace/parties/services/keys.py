"""Public keys are registered by their owner and retired, never exchanged."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from headrace.kit import journal
from headrace.kit.actors import Actor, demand
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.parties import models
from headrace.parties.rules import keys


@transaction
@once("parties.register_signing_key")
def register_signing_key(
    *,
    key: UUID,
    by: Actor,
    public_jwk: Mapping[str, str],
    at: datetime,
    person_id: UUID | None = None,
) -> str:
    """
    Register a public Ed25519 key of the own organisation and return its thumbprint (the `kid`).

    :param person_id: the person of the organisation whose key it is; none for the firm's own key
    :raises KeyNotUsable: another kind of key, or a private one
    :raises KeyKnown: registered already, by anybody
    """
    demand(by, duty="maker")
    plain = keys.public_key(public_jwk)
    if person_id is not None:
        _check_colleague(person_id, by.organisation_id)
    row = models.SigningKey(
        organisation_id=by.organisation_id,
        person_id=person_id,
        public_jwk=plain,
        thumbprint=keys.thumbprint(plain),
        since=at,
        created_at=at,
    )
    models.SigningKey.objects.bulk_create([row], ignore_conflicts=True)
    if not models.SigningKey.objects.filter(pk=row.pk).exists():
        raise keys.KeyKnown
    _tell("parties.signing_key.registered", row, by, at)
    return row.thumbprint


@transaction
@once("parties.retire_signing_key")
def retire_signing_key(*, key: UUID, by: Actor, thumbprint: str, at: datetime) -> str:
    """
    Retire a key of the own organisation; what it signed before stays valid.

    :raises NotFound: no such live key of the own organisation
    """
    demand(by, duty="maker")
    rows = models.SigningKey.objects.select_for_update().filter(
        thumbprint=thumbprint, organisation=by.organisation_id, until=None
    )
    row = rows.first()
    if row is None:
        raise NotFound
    row.until = at
    row.save(update_fields=["until"])
    _tell("parties.signing_key.retired", row, by, at)
    return row.thumbprint


def _check_colleague(person_id: UUID, organisation_id: UUID) -> None:
    if not models.Person.objects.filter(pk=person_id, organisation=organisation_id).exists():
        raise NotFound(field="person_id")


def _tell(kind: str, row: models.SigningKey, by: Actor, at: datetime) -> None:
    journal.record(
        kind,
        subject=Subject("signing_key", row.id),
        about=row.organisation_id,
        by=by,
        at=at,
        facts={"thumbprint": row.thumbprint},
    )
