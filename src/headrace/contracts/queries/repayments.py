"""Receipts of a contract, and who got what of them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tenor.money import Money

from headrace.contracts.models import Repayment
from headrace.contracts.queries.visibility import (
    loan_for,
)
from headrace.kit.actors import Actor


@dataclass(frozen=True, slots=True)
class LenderPaymentView:
    """What one lender got of a repayment."""

    lender_id: UUID
    principal: Money
    interest: Money


@dataclass(frozen=True, slots=True)
class RepaymentView:
    """A receipt and where it went; `waiting` while a freeze holds it back."""

    id: UUID
    value_date: date
    received_at: datetime
    amount: Money
    principal: Money
    interest: Money
    surplus: Money
    state: str
    shared: tuple[LenderPaymentView, ...]


def repayments_of(loan_id: UUID, actor: Actor) -> tuple[RepaymentView, ...]:
    """Return the receipts with this contract's reference, the newest first."""
    found = loan_for(loan_id, actor)
    rows = found.agreement.repayments.prefetch_related("lender_payments")
    return tuple(_repayment(each, found.currency) for each in rows.order_by("-id"))


def _repayment(row: Repayment, currency: str) -> RepaymentView:
    return RepaymentView(
        id=row.id,
        value_date=row.value_date,
        received_at=row.created_at,
        amount=Money.from_minor(row.amount_minor, currency),
        principal=Money.from_minor(row.principal_minor, currency),
        interest=Money.from_minor(row.interest_minor, currency),
        surplus=Money.from_minor(row.surplus_minor, currency),
        state=row.state,
        shared=tuple(
            LenderPaymentView(
                each.lender_id,
                Money.from_minor(each.principal_minor, currency),
                Money.from_minor(each.interest_minor, currency),
            )
            for each in row.lender_payments.all()
        ),
    )
