"""What becomes of a drawdown at the custodian: booked, refused, cancelled, come back."""

from datetime import date, datetime
from uuid import UUID

from tenor.loan import Event as LoanEvent
from tenor.loan import State as LoanState
from tenor.loan import after
from tenor.money import Money

from headrace.contracts import models
from headrace.contracts.rules.drawing import Event, State, follows
from headrace.contracts.services import ending
from headrace.contracts.services.drawdown_told import tell
from headrace.contracts.services.planning import PlanTerms, plan_from
from headrace.contracts.services.undrawing import undraw
from headrace.kit.actors import Actor
from headrace.kit.transactions import needs_transaction


@needs_transaction
def confirm_drawdown(
    *, instruction_id: UUID, booked_date: date, by: Actor, at: datetime
) -> UUID | None:
    """
    Start the loan on the day its money was booked; return its id, None if the payment is not ours.

    The plan is dated from that day, and the request on the market is closed with its last loan.
    An instruction told booked twice starts the loan once.
    """
    drawing = _drawdown(instruction_id)
    if drawing is None:
        return None
    row = drawing.agreement
    loan = models.Loan.objects.select_for_update().get(agreement=row)
    if not _decide(drawing, Event.BOOK, "", at):
        return loan.id
    loan.state = after(LoanState(loan.state), LoanEvent.DRAWDOWN)
    loan.drawn_date = booked_date
    loan.save(update_fields=["state", "drawn_date"])
    _write_plan(row, loan, booked_date, at)
    tell("contracts.loan.drawn", row, by, at, loan=loan.id, drawn_date=booked_date.isoformat())
    ending.close_demand_if_drawn(row.demand_id, by=by, at=at)
    return loan.id


@needs_transaction
def reject_drawdown(*, instruction_id: UUID, reason: str, by: Actor, at: datetime) -> bool:
    """Write down that the custodian refused the payment; the money can be asked for again."""
    return _ended(instruction_id, Event.REJECT, reason, by, at)


@needs_transaction
def cancel_drawdown(*, instruction_id: UUID, reason: str, by: Actor, at: datetime) -> bool:
    """
    Write down that the payment was cancelled before it left.

    The money can be asked for again, or the agreement given up.
    """
    return _ended(instruction_id, Event.CANCEL, reason, by, at)


@needs_transaction
def return_drawdown(*, instruction_id: UUID, reason: str, by: Actor, at: datetime) -> bool:
    """
    Put a loan back to not drawn, because its money came back to the escrow.

    It can be drawn again or given up. Of a loan that is repaid in part nothing is undone: it stays
    drawn, that is told, and the parties settle it. Return whether this changed a drawdown of ours.
    """
    drawing = _drawdown(instruction_id)
    if drawing is None:
        return False
    loan = models.Loan.objects.select_for_update().get(agreement=drawing.agreement)
    # A reason on a booked drawdown says that its late return was told before.
    if follows(drawing.state, Event.RETURN) is None or drawing.reason:
        return False
    if undraw(loan):
        _decide(drawing, Event.RETURN, reason, at)
        kind = "contracts.drawdown.returned"
    else:
        drawing.reason = reason or "NARR"
        drawing.save(update_fields=["reason"])
        kind = "contracts.drawdown.returned_late"
    facts: dict[str, UUID | str] = {"loan": loan.id, "instruction": instruction_id}
    tell(kind, drawing.agreement, by, at, **facts, reason=reason)
    return True


def _ended(instruction_id: UUID, event: Event, reason: str, by: Actor, at: datetime) -> bool:
    drawing = _drawdown(instruction_id)
    if drawing is None or not _decide(drawing, event, reason, at):
        return False
    tell(
        f"contracts.drawdown.{drawing.state}",
        drawing.agreement,
        by,
        at,
        instruction=instruction_id,
        reason=reason,
    )
    return True


def _drawdown(instruction_id: UUID) -> models.Drawdown | None:
    rows = models.Drawdown.objects.select_for_update(of=("self",)).select_related("agreement")
    return rows.filter(instruction_id=instruction_id).first()


def _decide(drawing: models.Drawdown, event: Event, reason: str, at: datetime) -> bool:
    """Move a drawdown on; say whether the event changed it."""
    state: State | None = follows(drawing.state, event)
    if state is None:
        return False
    drawing.state, drawing.reason, drawing.decided_at = state, reason, at
    drawing.save(update_fields=["state", "reason", "decided_at"])
    return True


def _write_plan(row: models.Agreement, loan: models.Loan, drawn_date: date, at: datetime) -> None:
    terms = PlanTerms(
        model=row.model,
        principal=Money.from_minor(row.principal_minor, row.currency),
        rate_yearly=row.rate_yearly,
        term_months=row.term_months,
        plan_kind=row.plan_kind,
        details=row.details,
    )
    models.Instalment.objects.bulk_create(
        models.Instalment(
            created_at=at,
            loan=loan,
            number=each.number,
            due_date=each.due_date,
            principal_minor=each.principal.minor,
            interest_minor=each.interest.minor,
        )
        for each in plan_from(terms, start_date=drawn_date)
    )
