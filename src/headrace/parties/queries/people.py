"""Reads of people: who acts, with which roles and duties at this moment."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.crypto import blind_index
from headrace.kit.errors import N_, NotAdmitted, NotFound
from headrace.parties import models
from headrace.parties.models.organisation import State
from headrace.parties.queries.roles import live_grants


class PersonInactive(NotAdmitted):
    """The person was taken out of the organisation, or the organisation is closed."""

    message = N_("This log-in is no longer in use.")
    remedy = N_("Ask a checker of your organisation.")


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as colleagues see the person; the name is decrypted for them only."""

    id: UUID
    login: str
    name: str
    organisation_id: UUID
    duties: frozenset[str]
    language: str
    is_active: bool


def actor_of(person_id: UUID, *, at: datetime) -> Actor:
    """
    Return who acts, made anew for every request: one query.

    Roles are those admitted and unexpired of a verified organisation, so a suspension, of a role
    or of the whole organisation, bites on the next request.
    :raises NotFound: there is no such person
    :raises PersonInactive: the person or the organisation has left
    """
    grants = live_grants(day_of(at)).filter(organisation=OuterRef("organisation"))
    row = (
        models.Person.objects.filter(pk=person_id)
        .annotate(live_roles=ArraySubquery(grants.values("kind")))
        .values_list(
            "is_active",
            "organisation_id",
            "organisation__state",
            "organisation__district",
            "duties",
            "live_roles",
        )
        .first()
    )
    if row is None:
        raise NotFound
    is_active, organisation_id, state, district, duties, live_roles = row
    if not is_active or state == State.CLOSED:
        raise PersonInactive
    return Actor(
        person_id=person_id,
        organisation_id=organisation_id,
        roles=frozenset(live_roles),
        duties=frozenset(duties),
        district=district,
    )


def people_visible_to(actor: Actor) -> QuerySet[models.Person]:
    """Return the people whom an actor may see: the colleagues."""
    return models.Person.objects.filter(organisation=actor.organisation_id)


def colleagues(actor: Actor) -> tuple[PersonView, ...]:
    """Return the people of the actor's organisation, by log-in name, in one query."""
    return tuple(_view(each) for each in people_visible_to(actor).order_by("login"))


def person(person_id: UUID, actor: Actor) -> PersonView:
    """
    Return a colleague.

    :raises NotFound: nobody of the actor's organisation
    """
    row = people_visible_to(actor).filter(pk=person_id).first()
    if row is None:
        raise NotFound
    return _view(row)


def person_of_login(login: str) -> UUID:
    """
    Return the id of the person with a log-in name.

    :raises NotFound: the name belongs to nobody
    """
    found = models.Person.objects.filter(login=login).values_list("id", flat=True).first()
    if found is None:
        raise NotFound(field="login")
    return found


def people_by_phone(phone: str) -> tuple[UUID, ...]:
    """Return the people who log in with a telephone number, found without decrypting any."""
    index = blind_index(phone, purpose="phone")
    rows = models.Person.objects.filter(phone_index=index, is_active=True)
    return tuple(rows.order_by("id").values_list("id", flat=True))


def _view(row: models.Person) -> PersonView:
    return PersonView(
        id=row.id,
        login=row.login,
        name=row.name,
        organisation_id=row.organisation_id,
        duties=frozenset(row.duties),
        language=row.language,
        is_active=row.is_active,
    )
