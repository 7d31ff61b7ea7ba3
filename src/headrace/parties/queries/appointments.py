"""Appointments that wait for a second person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from headrace.kit.actors import Actor
from headrace.parties import models
from headrace.parties.rules import districts


@dataclass(frozen=True, slots=True)
class Appointment:
    """An appointment that waits for a second person; without a name, for officers see it too."""

    person_id: UUID
    login: str
    organisation_id: UUID
    duties: frozenset[str]
    appointed_by: UUID | None
    appointed_at: datetime


def appointments_waiting(actor: Actor) -> tuple[Appointment, ...]:
    """
    Return the appointments that an actor may agree to, oldest first, in one query.

    To officers they are those of their district's organisations.
    """
    rows = models.Person.objects.filter(is_active=True, confirmed_at=None)
    mine = Q(organisation=actor.organisation_id)
    if "government" in actor.roles:
        mine |= Q(organisation__district__startswith=districts.prefix(actor.district))
    if actor.person_id is not None:
        rows = rows.exclude(pk=actor.person_id).exclude(appointed_by=actor.person_id)
    return tuple(_appointment(each) for each in rows.filter(mine).order_by("id"))


def _appointment(row: models.Person) -> Appointment:
    return Appointment(
        person_id=row.id,
        login=row.login,
        organisation_id=row.organisation_id,
        duties=frozenset(row.duties),
        appointed_by=row.appointed_by,
        appointed_at=row.created_at,
    )
