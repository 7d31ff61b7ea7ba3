"""A person's password: set by the person alone, never easy to guess."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from headrace.kit.actors import Actor
from headrace.kit.errors import N_, Malformed, NotFound
from headrace.kit.transactions import transaction
from headrace.parties import models
from headrace.parties.services.appointments import (
    tell_person,
)


class PasswordWeak(Malformed):
    """The password is short, common or like the log-in name."""

    message = N_("This password is too easy to guess.")
    remedy = N_("Take at least 12 characters, not like the log-in name, not a common word.")

    def __init__(self) -> None:
        super().__init__(field="password")


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
    tell_person("parties.person.password_set", row, by, at)
