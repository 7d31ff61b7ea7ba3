"""Inquiries into a party: opened for a reason, closed with an outcome."""

from datetime import datetime
from uuid import UUID

from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.errors import N_, Refused
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.parties import queries as parties
from headrace.supervision import models
from headrace.supervision.queries.visibility import alert_for, case_for
from headrace.supervision.rules import authority
from headrace.supervision.services.officers import officer_for


class CaseHasLiveOrders(Refused):
    """A case stays open while an order given in it is in force."""

    message = N_("A freeze ordered in this case is still in force.")
    remedy = N_("Lift it first, or keep the case open.")

    def __init__(self) -> None:
        super().__init__(field="case_id")


class CaseClosed(Refused):
    """The case was closed before."""

    message = N_("This case is closed.")
    remedy = N_("Open a new one if something has come up.")

    def __init__(self) -> None:
        super().__init__(field="case_id")


@transaction
@once("supervision.open_case")
def open_case(
    *,
    key: UUID,
    by: Actor,
    organisation_id: UUID,
    reason: str,
    at: datetime,
    alert_id: UUID | None = None,
) -> UUID:
    """
    Open an inquiry into a party, with the alert that led to it if there is one.

    :raises NotFound: :raises OnlyAnOfficer: :raises NotYourDistrict: :raises ReasonTooShort:
    """
    party = parties.organisation(organisation_id)
    officer = officer_for(by, district=party.district)
    authority.check_reason(reason)
    case = models.SupervisionCase.objects.create(
        created_at=at,
        subject_kind="organisation",
        subject_id=party.id,
        district=party.district,
        trigger=alert_for(alert_id, by) if alert_id else None,
        reason=reason.strip(),
        state="opened",
        opened_by=officer,
    )
    _tell("supervision.case.opened", case, by, at)
    return case.id


@transaction
@once("supervision.close_case")
def close_case(*, key: UUID, by: Actor, case_id: UUID, outcome: str, at: datetime) -> UUID:
    """
    Close an inquiry with what came out of it.

    :raises NotFound: :raises OnlyAnOfficer: :raises NotYourDistrict: :raises ReasonTooShort:
    :raises CaseClosed: :raises CaseHasLiveOrders:
    """
    seen = case_for(case_id, by)
    officer = officer_for(by, district=seen.district)
    authority.check_reason(outcome)
    case = models.SupervisionCase.objects.select_for_update().get(pk=seen.pk)
    if case.state == "closed":
        raise CaseClosed
    if case.freeze_orders.filter(lifted_at=None).exists():
        raise CaseHasLiveOrders
    case.state, case.outcome = "closed", outcome.strip()
    case.closed_at, case.closed_by = at, officer
    case.save(update_fields=["state", "outcome", "closed_at", "closed_by"])
    _tell("supervision.case.closed", case, by, at)
    return case.id


def _tell(kind: str, case: models.SupervisionCase, by: Actor, at: datetime) -> None:
    journal.record(
        kind,
        subject=Subject("case", case.id),
        about=case.subject_id,
        by=by,
        at=at,
        facts={"district": case.district},
    )
