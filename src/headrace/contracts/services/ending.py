"""What follows from a repayment: exposure falls, and a repaid loan completes its agreement."""

from collections.abc import Iterable
from datetime import datetime

from tenor.money import Money

from headrace.contracts import models
from headrace.contracts.rules.agreement import Event, State, after
from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction
from headrace.register import services as register


@needs_transaction
def release_exposure(
    agreement: models.Agreement,
    payments: Iterable[models.LenderPayment],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Lower each lender's exposure to the borrower by the principal it got back."""
    for each in payments:
        if each.principal_minor:
            register.reduce_exposure(
                borrower_id=agreement.borrower_id,
                lender_id=each.lender_id,
                subject=Subject("agreement", agreement.id),
                amount=Money.from_minor(each.principal_minor, agreement.currency),
                at=at,
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
