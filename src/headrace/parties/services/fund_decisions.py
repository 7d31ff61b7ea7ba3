"""Sources of funds admitted or refused by the right government."""

from datetime import date, datetime
from uuid import UUID

from headrace.kit.actors import CHECKER, Actor, demand
from headrace.kit.clock import day_of
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.transactions import transaction
from headrace.parties import models
from headrace.parties.rules import funds, roles
from headrace.parties.services.funds import JOURNAL_WORDS, tell


@transaction
@once("parties.admit_fund_source")
def admit_fund_source(
    *,
    key: UUID,
    by: Actor,
    fund_source_id: UUID,
    at: datetime,
    expires_date: date | None = None,
) -> UUID:
    """
    Admit a declared source of funds.

    :param expires_date: the first day without it; none means until the next review
    :raises NotAdmitted: needs the role `government` with the duty `checker`
    :raises OwnCase, NotYourDistrict: another office decides
    :raises SourceMoveRefused: decided already
    """
    funds.check_expiry(expires_date, today=day_of(at))
    row = _for_decision(fund_source_id, by)
    row.expires_date = expires_date
    _move(row, "admit", by, at, reason="")
    return row.id


@transaction
@once("parties.refuse_fund_source")
def refuse_fund_source(
    *, key: UUID, by: Actor, fund_source_id: UUID, reason: str, at: datetime
) -> UUID:
    """
    Refuse a declared source of funds, with a reason its investor can read.

    :raises OwnCase, NotYourDistrict, SourceMoveRefused: as `admit_fund_source`
    """
    row = _for_decision(fund_source_id, by)
    _move(row, "refuse", by, at, reason=reason)
    return row.id


def _for_decision(fund_source_id: UUID, by: Actor) -> models.FundSource:
    demand(by, role="government", duty=CHECKER)
    rows = models.FundSource.objects.select_for_update(of=("self",))
    row = rows.select_related("organisation").filter(pk=fund_source_id).first()
    if row is None:
        raise NotFound
    roles.check_may_decide(
        officer_organisation=by.organisation_id,
        officer_district=by.district,
        organisation=row.organisation_id,
        district=row.organisation.district,
        admitted_by="district",
    )
    return row


def _move(row: models.FundSource, event: str, by: Actor, at: datetime, *, reason: str) -> None:
    row.state = funds.after(row.state, event)
    row.decided_by, row.decided_by_organisation, row.decided_at = (
        by.person_id,
        by.organisation_id,
        at,
    )
    row.reason = reason
    row.save()
    tell(JOURNAL_WORDS[event], row, by, at)
