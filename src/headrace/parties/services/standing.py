"""A whole organisation is suspended or restored by the right government."""

from datetime import datetime
from uuid import UUID

from headrace.kit import journal
from headrace.kit.actors import CHECKER, Actor, demand
from headrace.kit.errors import N_, NotFound, Refused
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.parties import models
from headrace.parties.models.organisation import State
from headrace.parties.rules import roles


class OrganisationMoveRefused(Refused):
    """The organisation is in another state than the act needs."""

    message = N_("The organisation is {state}.")
    remedy = N_("Reload the page: somebody may have decided it meanwhile.")

    def __init__(self, *, state: str) -> None:
        super().__init__(state=state)


@transaction
@once("parties.suspend_organisation")
def suspend_organisation(
    *, key: UUID, by: Actor, organisation_id: UUID, reason: str, at: datetime
) -> UUID:
    """
    Suspend an organisation: from the next request on, its people have no role.

    :raises OwnCase, NotYourDistrict: another office decides
    :raises OrganisationMoveRefused: it is not verified
    """
    _move(organisation_id, State.VERIFIED, State.SUSPENDED, by, at, reason)
    return organisation_id


@transaction
@once("parties.restore_organisation")
def restore_organisation(
    *, key: UUID, by: Actor, organisation_id: UUID, reason: str, at: datetime
) -> UUID:
    """
    Lift the suspension of an organisation.

    :raises OwnCase, NotYourDistrict: another office decides
    :raises OrganisationMoveRefused: it is not suspended
    """
    _move(organisation_id, State.SUSPENDED, State.VERIFIED, by, at, reason)
    return organisation_id


def _move(
    organisation_id: UUID, before: State, then: State, by: Actor, at: datetime, reason: str
) -> None:
    demand(by, role="government", duty=CHECKER)
    row = models.Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    if row is None:
        raise NotFound
    roles.check_may_decide(
        officer_organisation=by.organisation_id,
        officer_district=by.district,
        organisation=row.id,
        district=row.district,
        admitted_by="district",
    )
    if row.state != before:
        raise OrganisationMoveRefused(state=row.state)
    row.state, row.state_reason = then, reason
    row.save(update_fields=["state", "state_reason"])
    word = "suspended" if then is State.SUSPENDED else "restored"
    journal.record(
        f"parties.organisation.{word}",
        subject=Subject("organisation", row.id),
        about=row.id,
        by=by,
        at=at,
    )
