"""
Found an empty centre: `python -m headrace.config.founding`, told by `./run found` what to found.

First come the supervising office, which admits everybody else, and its two officers: one prepares,
another decides. Then comes the centre's own organisation with its operator, who may enter the back
office. A founding that was cut off is finished by the same words; what stands is left as it is.
"""

import json
import os
import sys
from datetime import datetime
from uuid import UUID

from headrace.config.charter import Charter, Seat
from headrace.kit.actors import Actor
from headrace.kit.canonical import digest
from headrace.kit.errors import CentreError

_SET_UP = Actor.system("set-up")


def found(charter: Charter, *, at: datetime) -> None:
    """
    Found the supervising office and the centre, and let their people in. Django is set up.

    :raises ThreePeopleNeeded: one person sits in two seats; nothing was founded
    :raises parties.services.PasswordWeak: a password is easy to guess; nothing was founded
    :raises parties.services.AlreadyFounded: another office or centre stands here
    :raises CentreError: a name, code or district is not of the right form
    """
    from headrace.config.office import staff
    from headrace.parties.queries import person_of_login
    from headrace.rulebook import services as rulebook

    charter.check_people()
    for seat in charter.seats():
        _check_password(seat.password)
    rulebook.load_packs(at=at)
    _found_office(charter, at)
    _found_centre(charter, at)
    for seat in charter.seats():
        _let_in(seat, at)
    staff.take_on(by=_SET_UP, person_id=person_of_login(charter.operator.login), at=at)


def _check_password(password: str) -> None:
    """Ask beforehand what is otherwise asked last, when everything else stands."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from headrace.parties.services import PasswordWeak

    try:
        validate_password(password)
    except ValidationError:
        raise PasswordWeak from None


def _found_office(charter: Charter, at: datetime) -> None:
    from headrace.parties import queries, services

    first, second = charter.first_officer, charter.second_officer
    office_id = services.found_authority(
        key=_key("office", charter.office_name, charter.office_code, first.login, first.name),
        by=_SET_UP,
        name=charter.office_name,
        uscc=charter.office_code,
        person_login=first.login,
        person_name=first.name,
        # Never both: who prepares a decision does not take it.
        person_duties=frozenset({"maker", "viewer"}),
        at=at,
    )
    services.add_person(
        key=_key("second officer", second.login, second.name),
        by=queries.actor_of(queries.person_of_login(first.login), at=at),
        organisation_id=office_id,
        login=second.login,
        name=second.name,
        duties=frozenset({"checker", "viewer"}),
        at=at,
    )


def _found_centre(charter: Charter, at: datetime) -> None:
    from headrace.parties import services

    operator = charter.operator
    said = (charter.centre_name, charter.centre_code, charter.district)
    services.found_centre(
        key=_key("centre", *said, operator.login, operator.name),
        by=_SET_UP,
        name=charter.centre_name,
        uscc=charter.centre_code,
        district=charter.district,
        person_login=operator.login,
        person_name=operator.name,
        at=at,
    )


def _let_in(seat: Seat, at: datetime) -> None:
    """Set the password of a person who has none yet; it is never set over another."""
    from django.contrib.auth import get_user_model

    from headrace.parties import queries, services

    person_id = queries.person_of_login(seat.login)
    if not get_user_model()._default_manager.get(pk=person_id).has_usable_password():
        services.set_password(by=_SET_UP, person_id=person_id, password=seat.password, at=at)


def _key(*words: str) -> UUID:
    """Return the same key for the same words, so that a founding which was cut off goes on."""
    return UUID(bytes=digest(["found", *words])[:16], version=5)


def main() -> int:
    """Found what standard input tells, as JSON; return 1 and say why if that is refused."""
    from headrace.kit import clock

    try:
        found(Charter.read(json.load(sys.stdin)), at=clock.now())
    except CentreError as error:
        sys.stderr.write(f"{error.explain(str)} {error.advise(str)}\n")
        return 1
    return 0


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headrace.config.settings")
    django.setup()
    raise SystemExit(main())
