"""Reads of people, as their colleagues see them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from headrace.kit.actors import Actor
from headrace.kit.crypto import blind_index
from headrace.kit.errors import NotFound
from headrace.parties import models
from headrace.parties.rules import people as rules


@dataclass(frozen=True, slots=True)
class PersonView:
    """
    A person as colleagues see the person; the name is decrypted for them only.

    `duties` are those in force: an appointment that waits for a second person gives none but to
    look, see `appointments_waiting`.
    """

    id: UUID
    login: str
    name: str
    organisation_id: UUID
    duties: frozenset[str]
    language: str
    is_active: bool


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
        duties=rules.in_force(row.duties, confirmed=row.confirmed_at is not None),
        language=row.language,
        is_active=row.is_active,
    )
