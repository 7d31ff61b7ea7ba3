"""The first two organisations: the centre itself, and the government that admits all others."""

from datetime import datetime
from uuid import UUID

from tenor.money import Money

from headrace.kit import journal
from headrace.kit.actors import CENTRE, Actor
from headrace.kit.errors import N_, NotAdmitted, Refused
from headrace.kit.ids import new_id
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.parties import models
from headrace.parties.models.organisation import State as OrganisationState
from headrace.parties.models.role import State as RoleState
from headrace.parties.services.people import appoint
from headrace.parties.services.registration import Particulars, enter
from headrace.parties.services.roles import admit_at_founding, enter_application

_WHOLE_COUNTRY = "000000"


class AlreadyFounded(Refused):
    """There is a government that can admit others; it is made only once."""

    message = N_("The centre has been founded already.")
    remedy = N_("Let the government office admit further offices.")


class NotSetUp(NotAdmitted):
    """Founding belongs to the set-up of an installation."""

    message = N_("Only the set-up of an installation may do this.")
    remedy = N_("Use the command line of the installation.")


@transaction
@once("parties.found_centre")
def found_centre(
    *,
    key: UUID,
    by: Actor,
    name: str,
    uscc: str,
    district: str,
    person_login: str,
    person_name: str,
    at: datetime,
    person_duties: frozenset[str] = frozenset({"maker", "viewer"}),
) -> UUID:
    """
    Register the service centre's own organisation under its fixed id (`kit.actors.CENTRE`).

    :raises NotSetUp: the actor is not the set-up (`Actor.system`)
    :raises AlreadyFounded: it exists
    """
    _check_set_up(by)
    if models.Organisation.objects.filter(pk=CENTRE).exists():
        raise AlreadyFounded
    particulars = _office(name, "centre", uscc, district)
    enter(particulars, organisation_id=CENTRE, by=by, at=at)
    _first_person(CENTRE, person_login, person_name, person_duties, by, at)
    return CENTRE


@transaction
@once("parties.found_authority")
def found_authority(
    *,
    key: UUID,
    by: Actor,
    name: str,
    uscc: str,
    person_login: str,
    person_name: str,
    at: datetime,
    person_duties: frozenset[str] = frozenset({"maker", "checker"}),
) -> UUID:
    """
    Register central government with its role admitted: the one role that nobody else admits.

    :raises NotSetUp: the actor is not the set-up (`Actor.system`)
    :raises AlreadyFounded: a government has been admitted
    """
    _check_set_up(by)
    if models.RoleGrant.objects.filter(kind="government", state=RoleState.ADMITTED).exists():
        raise AlreadyFounded
    particulars = _office(name, "government", uscc, _WHOLE_COUNTRY)
    organisation_id = enter(particulars, organisation_id=new_id(), by=by, at=at)
    row = models.Organisation.objects.get(pk=organisation_id)
    row.state = OrganisationState.VERIFIED
    row.save(update_fields=["state"])
    role = enter_application(row, "government", licence="", district=None, by=by, at=at)
    admit_at_founding(role, by=by, at=at)
    _first_person(row.id, person_login, person_name, person_duties, by, at)
    journal.record(
        "parties.authority.founded",
        subject=Subject("organisation", row.id),
        about=row.id,
        by=by,
        at=at,
    )
    return row.id


def _check_set_up(by: Actor) -> None:
    if by.person_id is not None or by.organisation_id != CENTRE:
        raise NotSetUp


def _office(name: str, kind: str, uscc: str, district: str) -> Particulars:
    return Particulars(
        name=name,
        kind=kind,
        uscc=uscc,
        owner_identity=None,
        district=district,
        industry="public_administration",
        staff=0,
        revenue=Money.zero(),
        assets=None,
    )


def _first_person(
    organisation_id: UUID,
    login: str,
    name: str,
    duties: frozenset[str],
    by: Actor,
    at: datetime,
) -> None:
    appoint(
        organisation_id=organisation_id,
        login=login,
        name=name,
        phone="",
        duties=duties,
        language="zh-hans",
        by=by,
        at=at,
    )
