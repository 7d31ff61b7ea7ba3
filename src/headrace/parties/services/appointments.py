"""The second person who agrees before somebody draws up or checks for an organisation."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from headrace.kit import journal
from headrace.kit.actors import CHECKER, Actor, demand
from headrace.kit.errors import NotAdmitted, NotFound
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction, transaction
from headrace.parties import models
from headrace.parties.rules import districts, people, roles


@transaction
@once("parties.confirm_person")
def confirm_person(*, key: UUID, by: Actor, person_id: UUID, at: datetime) -> UUID:
    """
    Agree to an appointment as the second person; from the next request on its duties count.

    A colleague who draws up or checks agrees, or a checker of the government of the district.
    :raises NotFound: no such person among those whom the actor may see
    :raises NotAdmitted: a colleague who may only look
    :raises AppointerConfirms: the actor appointed the person, or is the person
    :raises ConfirmedAlready: nobody is waited for
    """
    rows = models.Person.objects.select_for_update(of=("self",)).select_related("organisation")
    row = rows.filter(pk=person_id, is_active=True).first()
    if row is None:
        raise NotFound
    _check_second(row, by)
    if row.confirmed_at is not None:
        raise people.ConfirmedAlready
    _confirm(row, by=by, at=at)
    return row.id


@needs_transaction
def confirm_first_people(organisation_id: UUID, *, by: Actor, at: datetime) -> None:
    """
    Agree to everybody who waits in an organisation that an officer lets in for the first time.

    Whom the officer appointed himself waits on.
    """
    rows = models.Person.objects.select_for_update().filter(
        organisation=organisation_id, is_active=True, confirmed_at=None
    )
    for row in rows.exclude(appointed_by=by.person_id).order_by("id"):
        _confirm(row, by=by, at=at)


def standing_people(organisation_id: UUID) -> QuerySet[models.Person]:
    """Return the people whose duties count: active, and agreed to by two."""
    return models.Person.objects.filter(
        organisation=organisation_id, is_active=True, confirmed_at__isnull=False
    )


def waits_for_second(organisation_id: UUID, by: Actor) -> bool:
    """
    Say whether an appointment by somebody waits for a second person.

    The set-up of a town waits for nobody. Nor does the only person of central government: no
    office stands above it that could agree.
    """
    if by.person_id is None:
        return False
    others = standing_people(organisation_id).exclude(pk=by.person_id)
    if others.filter(duties__overlap=sorted(people.ACTING)).exists():
        return True
    return "government" not in by.roles or by.district != roles.CENTRAL_DISTRICT


def tell_person(kind: str, row: models.Person, by: Actor, at: datetime, **facts: Any) -> None:
    """Write what happened to a person to the journal: ids and duties, never a name."""
    journal.record(
        kind,
        subject=Subject("person", row.id),
        about=row.organisation_id,
        by=by,
        at=at,
        facts=facts,
    )


def _check_second(row: models.Person, by: Actor) -> None:
    if by.organisation_id == row.organisation_id:
        if people.ACTING.isdisjoint(by.duties):
            raise NotAdmitted(role="-", duty=CHECKER)
    elif "government" in by.roles:
        demand(by, role="government", duty=CHECKER)
        districts.check_covers(by.district, row.organisation.district)
    else:
        raise NotFound
    people.check_second(confirmer=by.person_id, person=row.id, appointer=row.appointed_by)


def _confirm(row: models.Person, *, by: Actor, at: datetime) -> None:
    row.confirmed_by, row.confirmed_at = by.person_id, at
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    tell_person("parties.person.confirmed", row, by, at, duties=sorted(row.duties))
