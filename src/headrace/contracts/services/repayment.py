"""A receipt with the contract's reference: applied to the plan, shared among the lenders."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tenor.loan import State
from tenor.money import Money

from headrace.contracts import models
from headrace.contracts.services.allocation import allocate, keep_all
from headrace.contracts.services.repayment_told import tell
from headrace.kit.actors import Actor
from headrace.kit.transactions import needs_transaction


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """A booked receipt at the custodian, as the journal tells it."""

    transfer_id: UUID
    amount: Money
    reference: str
    value_date: date


@needs_transaction
def take_receipt(*, receipt: ReceiptFacts, by: Actor, at: datetime) -> UUID | None:
    """
    Apply a receipt that carries the reference of one of our contracts; return the repayment's id.

    A receipt told twice is taken once. One without a contract of ours is nobody's here: None.
    """
    agreement = models.Agreement.objects.filter(payment_reference=receipt.reference).first()
    if agreement is None:
        return None
    loan = models.Loan.objects.select_for_update().filter(agreement=agreement).first()
    known = models.Repayment.objects.filter(transfer_id=receipt.transfer_id).first()
    if known is not None:
        return known.id
    repayment = models.Repayment.objects.create(
        created_at=at,
        agreement=agreement,
        transfer_id=receipt.transfer_id,
        amount_minor=receipt.amount.minor,
        value_date=receipt.value_date,
        state="waiting",
    )
    if repayment.id not in _work_off(agreement, loan, by, at):
        tell("contracts.repayment.waiting", repayment, agreement, by, at)
    return repayment.id


@needs_transaction
def retry_waiting(*, borrower_id: UUID, by: Actor, at: datetime) -> int:
    """Apply what a freeze of the borrower's account had held back; return how many receipts."""
    waiting = models.Agreement.objects.filter(
        borrower_id=borrower_id, repayments__state="waiting"
    ).distinct()
    taken = 0
    for agreement in waiting.order_by("id"):
        loan = models.Loan.objects.select_for_update().get(agreement=agreement)
        taken += len(_work_off(agreement, loan, by, at))
    return taken


def _work_off(
    agreement: models.Agreement, loan: models.Loan | None, by: Actor, at: datetime
) -> set[UUID]:
    """Apply waiting receipts in the order they came, until one cannot go; return those that did."""
    done: set[UUID] = set()
    for repayment in agreement.repayments.filter(state="waiting").order_by("id"):
        if loan is None or not loan.drawn_date or loan.state == State.REPAID:
            keep_all(repayment, agreement, by, at)
        elif not allocate(repayment, agreement, loan, by, at):
            break
        done.add(repayment.id)
    return done
