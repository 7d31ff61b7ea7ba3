"""Who has signed an agreement, and what follows until the money is with the firm."""

from uuid import UUID

from django.utils.translation import gettext as _

from headrace.contracts.queries import AgreementView, LoanView
from headrace.kit.clock import day_of
from headrace.portals import names
from headrace.portals.investor.signing import OPEN
from headrace.portals.pieces import Event
from headrace.portals.templatetags.headrace import short_day


def steps(agreement: AgreementView, loan: LoanView | None) -> tuple[Event, ...]:
    """Return what was done with its day, then what is still to come."""
    drawn_up = Event(
        "done", short_day(day_of(agreement.drawn_up_at)), _("Drawn up from the accepted offer")
    )
    parties = _parties(agreement)
    return (
        drawn_up,
        *_signed(agreement, parties),
        *_waiting(agreement, parties),
        *_money(agreement, loan),
    )


def _parties(agreement: AgreementView) -> dict[UUID, str]:
    found = {agreement.borrower_id: names.said(agreement.borrower_name)}
    return found | {each.lender_id: names.said(each.name) for each in agreement.lenders}


def _signed(agreement: AgreementView, parties: dict[UUID, str]) -> tuple[Event, ...]:
    return tuple(
        Event(
            "done",
            short_day(day_of(each.signed_at)),
            _("%(party)s signed") % {"party": parties.get(each.organisation_id, "")},
            _("key %(thumbprint)s") % {"thumbprint": each.thumbprint[:12]},
        )
        for each in agreement.signatures
    )


def _waiting(agreement: AgreementView, parties: dict[UUID, str]) -> tuple[Event, ...]:
    if agreement.state not in OPEN:
        return ()
    return tuple(
        Event("ahead", "", _("%(party)s signs") % {"party": parties.get(each, "")})
        for each in agreement.waits_for
    )


def _money(agreement: AgreementView, loan: LoanView | None) -> tuple[Event, ...]:
    """No money follows from an agreement that was given up."""
    if loan is not None and loan.drawn_date is not None:
        return (Event("done", short_day(loan.drawn_date), _("The money is with the firm")),)
    if agreement.state == "terminated":
        return ()
    what = _("The firm draws the money; two keys release it")
    return (Event("ahead", "", what, _("yours first")),)
