"""What was and what happens next in a contract, with dates and clauses."""

from django.utils.translation import gettext as _

from headrace.contracts import queries as contracts
from headrace.kit.clock import day_of
from headrace.portals import names
from headrace.portals.enterprise.standing import Stage, Standing
from headrace.portals.pieces import Event
from headrace.portals.templatetags.headrace import exact, headline, short_day

_AHEAD = 3


def events_of(standing: Standing, agreement: contracts.AgreementView) -> tuple[Event, ...]:
    """Return the past in short, what is to do now, and what follows."""
    if standing.loan and standing.stage in (Stage.REPAY, Stage.REPAID):
        return _of_loan(standing, standing.loan)
    return _of_signing(standing, agreement)


def _of_signing(standing: Standing, agreement: contracts.AgreementView) -> tuple[Event, ...]:
    mine = next(
        (each for each in agreement.signatures if each.organisation_id == standing.firm.id), None
    )
    bank = names.said(standing.custodian)
    lender = names.said(agreement.lenders[0].name)
    stage = standing.stage
    written = short_day(day_of(agreement.drawn_up_at))
    return (
        Event("done", written, _("The agreement was written from the offer you chose")),
        Event(
            "done" if mine else "now",
            short_day(day_of(mine.signed_at)) if mine else _("now"),
            _("You signed") if mine else _("Your turn: read and sign"),
            "" if mine else _("clause 10.2"),
        ),
        Event(
            "done" if agreement.effective_at else "ahead",
            short_day(day_of(agreement.effective_at)) if agreement.effective_at else "",
            _("%(lender)s signed") % {"lender": lender}
            if agreement.effective_at
            else _("%(lender)s signs") % {"lender": lender},
            _("%(amount)s is then safe at %(bank)s")
            % {"amount": headline(agreement.principal), "bank": bank},
        ),
        Event(
            "now" if stage is Stage.DRAW else "done" if stage is Stage.RELEASE else "ahead",
            _("now") if stage is Stage.DRAW else _asked_on(agreement),
            _("Your turn: say which account the money goes to")
            if stage is Stage.DRAW
            else _("You ask for the money"),
            _("clause 4.1"),
        ),
        Event(
            "ahead",
            "",
            _("Two persons release it, one of each bank"),
            _("clause 4.3; then it is in your account"),
        ),
    )


def _asked_on(agreement: contracts.AgreementView) -> str:
    asked = agreement.drawdown
    return short_day(day_of(asked.asked_at)) if asked else ""


def _of_loan(standing: Standing, loan: contracts.LoanView) -> tuple[Event, ...]:
    rows = standing.plan
    paid = [each for each in rows if each.state == "paid"][-1:]
    late = [each for each in rows if each.state == "late"]
    ahead = [each for each in rows if each.state not in ("paid", "late")][:_AHEAD]
    events = [_drawn(loan), *map(_paid, paid), *map(_late, late)]
    if late:
        events.append(
            Event(
                "ahead",
                _("when paid"),
                _("The contract counts as in order again"),
                _("clause 7.3; no extra interest, clause 7.2"),
            )
        )
    events += [_coming(each, standing, first=not late and k == 0) for k, each in enumerate(ahead)]
    if loan.repaid_at:
        on = short_day(day_of(loan.repaid_at))
        events.append(Event("done", on, _("The last instalment is paid; nothing is owed")))
    return tuple(events)


def _drawn(loan: contracts.LoanView) -> Event:
    on = short_day(loan.drawn_date) if loan.drawn_date else ""
    return Event(
        "done", on, _("%(amount)s reached your account") % {"amount": exact(loan.principal)}
    )


def _paid(row: contracts.PlanRow) -> Event:
    amount = row.principal + row.interest
    return Event(
        "done",
        short_day(row.due_date),
        _("%(amount)s was due and is paid") % {"amount": exact(amount)},
    )


def _late(row: contracts.PlanRow) -> Event:
    came = row.paid_principal + row.paid_interest
    words = _("Your turn: pay the missing %(amount)s") % {"amount": exact(row.missing)}
    second = (
        _("%(came)s of it came in time") % {"came": exact(came)}
        if came.minor
        else _("nothing has come yet")
    )
    return Event("now", _("due %(day)s") % {"day": short_day(row.due_date)}, words, second)


def _coming(row: contracts.PlanRow, standing: Standing, *, first: bool) -> Event:
    words = _("Next instalment, %(amount)s") if first else _("Instalment, %(amount)s")
    second = _("if it is not paid by then, it counts as late from the next day, clause 7.1")
    return Event(
        "ahead",
        short_day(row.due_date),
        words % {"amount": exact(row.missing)},
        second if first else "",
    )
