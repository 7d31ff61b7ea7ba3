"""People of an organisation: appointed with duties, taken out."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password

from headrace.kit.actors import Actor
from headrace.kit.crypto import blind_index
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.transactions import needs_transaction, transaction
from headrace.parties import models
from headrace.parties.rules import people, roles, texts
from headrace.parties.services.appointments import (
    standing_people,
    tell_person,
    waits_for_second,
)

PHONE_PURPOSE = "phone"


@transaction
@once("parties.add_person")
def add_person(
    *,
    key: UUID,
    by: Actor,
    organisation_id: UUID,
    login: str,
    name: str,
    duties: frozenset[str],
    at: datetime,
    phone: str = "",
    language: str = "zh-hans",
) -> UUID:
    """
    Add a person to the own organisation and return the person's id.

    A checker appoints people; a maker may as long as there is no checker. To draw up or to check,
    the person waits until a second one agrees (`confirm_person`); until then it only looks.
    :raises NotOwnOrganisation: the organisation is another's
    :raises CheckerNeeded: a maker, and the organisation has a checker
    :raises LoginTaken: the log-in name belongs to somebody
    """
    roles.check_own(by.organisation_id, organisation_id)
    checkers = standing_people(organisation_id).filter(duties__contains=["checker"])
    people.check_may_appoint(duties=by.duties, has_checker=checkers.exists())
    return appoint(
        organisation_id=organisation_id,
        login=login,
        name=name,
        phone=phone,
        duties=duties,
        language=language,
        waits=people.needs_second(duties) and waits_for_second(organisation_id, by),
        by=by,
        at=at,
    )


@needs_transaction
def appoint(
    *,
    organisation_id: UUID,
    login: str,
    name: str,
    phone: str,
    duties: frozenset[str],
    language: str,
    by: Actor,
    at: datetime,
    waits: bool = False,
) -> UUID:
    """
    Write a person who cannot log in until a password is set.

    :param waits: whether a second person has yet to agree
    """
    people.check_duties(duties)
    texts.check_text(login, field="login", most=80)
    texts.check_text(name, field="name", most=200)
    row = models.Person(
        login=login.strip(),
        name=name,
        phone=phone,
        phone_index=blind_index(phone, purpose=PHONE_PURPOSE) if phone else None,
        organisation_id=organisation_id,
        duties=sorted(duties),
        language=language,
        password=make_password(None),
        appointed_by=by.person_id,
        confirmed_at=None if waits else at,
        created_at=at,
    )
    models.Person.objects.bulk_create([row], ignore_conflicts=True)
    if not models.Person.objects.filter(pk=row.pk).exists():
        raise people.LoginTaken(login=row.login)
    tell_person("parties.person.added", row, by, at, duties=sorted(duties), waits=waits)
    return row.id


@transaction
@once("parties.remove_person")
def remove_person(*, key: UUID, by: Actor, person_id: UUID, at: datetime) -> UUID:
    """
    Take a person of the own organisation out: the next request of that person is refused.

    :raises NotFound: no such person in the own organisation
    :raises CheckerNeeded: only a checker takes people out
    """
    row = models.Person.objects.select_for_update().filter(pk=person_id).first()
    if row is None or row.organisation_id != by.organisation_id:
        raise NotFound
    people.check_may_appoint(duties=by.duties, has_checker=True)
    row.is_active = False
    row.save(update_fields=["is_active"])
    tell_person("parties.person.removed", row, by, at)
    return row.id
