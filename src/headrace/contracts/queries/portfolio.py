"""What a lender has lent: its parts of all loans."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum
from tenor.money import Money

from headrace.contracts.models import Lender, LenderPayment
from headrace.contracts.queries.visibility import (
    agreements_visible_to,
)
from headrace.kit.actors import Actor


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """A lender's part of a loan; `outstanding` is its part of the principal still owed."""

    loan_id: UUID
    agreement_id: UUID
    borrower_id: UUID
    borrower_name: str
    model: str
    state: str
    lent: Money
    outstanding: Money
    principal_received: Money
    interest_received: Money
    days_past_due: int
    next_due_date: date | None


def portfolio(actor: Actor) -> tuple[PortfolioRow, ...]:
    """Return the actor's own parts as a lender, the latest loan first, in three queries."""
    received = _received_by(actor.organisation_id)
    rows = Lender.objects.filter(
        lender_id=actor.organisation_id,
        agreement__in=agreements_visible_to(actor),
        agreement__loan__isnull=False,
    )
    found = list(
        rows.select_related("agreement__loan")
        .prefetch_related("agreement__loan__instalments")
        .order_by("-agreement__loan__created_at")
    )
    return tuple(_part(each, received.get(each.agreement_id, (0, 0))) for each in found)


def _received_by(lender_id: UUID) -> dict[UUID, tuple[int, int]]:
    """Return principal and interest that a lender got, in minor units, by agreement."""
    paid = LenderPayment.objects.filter(lender_id=lender_id).values_list("repayment__agreement")
    return {
        agreement_id: (int(principal), int(interest))
        for agreement_id, principal, interest in paid.annotate(
            Sum("principal_minor"), Sum("interest_minor")
        )
    }


def _part(own: Lender, received: tuple[int, int]) -> PortfolioRow:
    row = own.agreement
    loan_row, currency = row.loan, row.currency
    principal, interest = received
    unpaid = (each.due_date for each in loan_row.instalments.all() if each.state != "paid")
    return PortfolioRow(
        loan_id=loan_row.id,
        agreement_id=row.id,
        borrower_id=row.borrower_id,
        borrower_name=row.borrower_name,
        model=row.model,
        state=loan_row.state,
        lent=Money.from_minor(own.amount_minor, currency),
        outstanding=Money.from_minor(
            own.amount_minor - principal if loan_row.drawn_date else 0, currency
        ),
        principal_received=Money.from_minor(principal, currency),
        interest_received=Money.from_minor(interest, currency),
        days_past_due=loan_row.days_past_due,
        next_due_date=next(unpaid, None),
    )
