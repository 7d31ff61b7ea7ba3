"""People of an organisation: appointed with duties, given a password, taken out."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.crypto import blind_index
from headrace.kit.errors import N_, Malformed, NotFound
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction, transaction
from headrace.parties import models
from headrace.parties.rules import people, roles, texts

PHONE_PURPOSE = "phone"


class PasswordWeak(Malformed):
    """The password is short, common or like the log-in name."""

    message = N_("This password is too easy to guess.")
    remedy = N_("Take at least 12 characters, not like the log-in name, not a common word.")

    def __init__(self) -> None:
        super().__init__(field="password")


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

    A checker appoints people; a maker may as long as there is no checker.
    :raises NotOwnOrganisation: the organisation is another's
    :raises CheckerNeeded: a maker, and the organisation has a checker
    :raises LoginTaken: the log-in name belongs to somebody
    """
    roles.check_own(by.organisation_id, organisation_id)
    checkers = models.Person.objects.filter(
        organisation=organisation_id, duties__contains=["checker"], is_active=True
    )
    people.check_may_appoint(duties=by.duties, has_checker=checkers.exists())
    return appoint(
        organisation_id=organisation_id,
        login=login,
        name=name,
        phone=phone,
        duties=duties,
        language=language,
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
) -> UUID:
    """Write a person who cannot log in until a password is set."""
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
        created_at=at,
    )
    models.Person.objects.bulk_create([row], ignore_conflicts=True)
    if not models.Person.objects.filter(pk=row.pk).exists():
        raise people.LoginTaken(login=row.login)
    _tell("parties.person.added", row, by, at, duties=sorted(duties))
    return row.id


@transaction
def set_password(*, by: Actor, person_id: UUID, password: str, at: datetime) -> None:
    """
    Set a person's password.

    It takes no key: setting it twice is harmless, and a password must leave no trace in the
    memory of answers.
    :raises NotFound: neither the person itself nor background work such as the set-up
    :raises PasswordWeak: easy to guess
    """
    if by.person_id != person_id and "system" not in by.roles:
        raise NotFound
    row = models.Person.objects.select_for_update().filter(pk=person_id).first()
    if row is None:
        raise NotFound
    try:
        validate_password(password, row)
    except ValidationError:
        raise PasswordWeak from None
    row.set_password(password)
    row.save(update_fields=["password"])
    _tell("parties.person.password_set", row, by, at)


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
    _tell("parties.person.removed", row, by, at)
    return row.id


def _tell(
    kind: str, row: models.Person, by: Actor, at: datetime, duties: list[str] | None = None
) -> None:
    journal.record(
        kind,
        subject=Subject("person", row.id),
        about=row.organisation_id,
        by=by,
        at=at,
        facts={"duties": duties} if duties else {},
    )
