"""How an agreement ends: repaid to the last cent, or given up before any money was lent."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tenor.loan import Event as LoanEvent
from tenor.loan import State as LoanState
from tenor.loan import after as loan_after
from tenor.money import Money

from headrace.contracts import models
from headrace.contracts.rules.agreement import Event, MoneyUnderWay, State, after
from headrace.contracts.rules.drawing import UNDER_WAY
from headrace.contracts.services import money
from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction
from headrace.market import queries as market
from headrace.market import services as market_steps
from headrace.register import services as register


@needs_transaction
def lower_exposure(
    agreement: models.Agreement,
    parts: Iterable[tuple[UUID, int]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """
    Lower each lender's exposure to the borrower; binding the offer on the market raised it.

    :param parts: lender and minor units: principal that came back, or what is lent no more
    """
    # By lender: whoever locks the totals of several lenders does it in this order.
    for lender_id, minor in sorted(parts):
        if minor:
            register.reduce_exposure(
                borrower_id=agreement.borrower_id,
                lender_id=lender_id,
                subject=Subject("agreement", agreement.id),
                amount=Money.from_minor(minor, agreement.currency),
                at=at,
                by=by,
            )


@needs_transaction
def complete(agreement: models.Agreement, loan: models.Loan, *, by: Actor, at: datetime) -> None:
    """Complete the agreement of a repaid loan; whoever waits for it reads the journal."""
    agreement.state = after(State(agreement.state), Event.LOAN_REPAID)
    agreement.ended_at = at
    agreement.save(update_fields=["state", "ended_at"])
    journal.record(
        "contracts.loan.repaid",
        subject=Subject("loan", loan.id),
        about=agreement.borrower_id,
        by=by,
        at=at,
        facts={
            "agreement": agreement.id,
            "demand": agreement.demand_id,
            "principal_minor": loan.principal_paid_minor,
            "interest_minor": loan.interest_paid_minor,
            "currency": agreement.currency,
        },
    )


@needs_transaction
def give_up(agreement: models.Agreement, *, reason: str, by: Actor, at: datetime) -> None:
    """
    End a locked agreement under which nothing was lent; every lender's part is its own again.

    :raises AgreementMoveRefused: it has ended :raises MoneyUnderWay: a payment is prepared or made
    :raises custody.services.AccountFrozen: a freeze holds the escrow
    """
    if agreement.drawdowns.filter(state__in=UNDER_WAY).exists():
        raise MoneyUnderWay
    before = State(agreement.state)
    agreement.state, agreement.ended_at = after(before, Event.GIVEN_UP), at
    agreement.save(update_fields=["state", "ended_at"])
    _cancel_loan(agreement)
    market_steps.unbind_offer(
        offer_id=agreement.offer_id, reason="agreement_given_up", by=by, at=at
    )
    parts = agreement.lenders.values_list("lender_id", "amount_minor")
    lower_exposure(agreement, parts, by=by, at=at)
    if before is State.EFFECTIVE:
        money.refund(agreement=agreement, at=at)
    else:
        money.void_holds(agreement=agreement, by=by, at=at)
    _tell_given_up(agreement, reason, by, at)
    close_demand_if_drawn(agreement.demand_id, by=by, at=at)


@needs_transaction
def close_demand_if_drawn(demand_id: UUID, *, by: Actor, at: datetime) -> None:
    """Close the request on the market once the money of all its agreements has reached the firm."""
    standing = models.Agreement.objects.filter(demand_id=demand_id)
    drawn_dates = set(
        standing.exclude(state=State.TERMINATED).values_list("loan__drawn_date", flat=True)
    )
    if drawn_dates and None not in drawn_dates and market.awaits_money(demand_id):
        market_steps.close_demand(demand_id=demand_id, by=by, at=at)


def _cancel_loan(agreement: models.Agreement) -> None:
    loan = models.Loan.objects.select_for_update().filter(agreement=agreement).first()
    if loan is not None:
        loan.state = loan_after(LoanState(loan.state), LoanEvent.CANCELLATION)
        loan.save(update_fields=["state"])


def _tell_given_up(agreement: models.Agreement, reason: str, by: Actor, at: datetime) -> None:
    journal.record(
        "contracts.agreement.given_up",
        subject=Subject("agreement", agreement.id),
        about=agreement.borrower_id,
        by=by,
        at=at,
        facts={
            "document_hash": bytes(agreement.document_hash).hex(),
            "principal_minor": agreement.principal_minor,
            "currency": agreement.currency,
            "demand": agreement.demand_id,
            "reason": reason,
        },
    )
