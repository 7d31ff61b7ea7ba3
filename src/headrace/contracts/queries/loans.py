"""Reads of loans: what is owed, what is late, the plan row by row."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from tenor.money import Money

from headrace.contracts.models import Instalment, Loan
from headrace.contracts.queries.visibility import (
    loan_for,
    loans_visible_to,
)
from headrace.kit.actors import Actor


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One instalment; `state` is due, part, paid or late; `missing` is what is unpaid of it."""

    number: int
    due_date: date
    principal: Money
    interest: Money
    paid_principal: Money
    paid_interest: Money
    missing: Money
    paid_at: datetime | None
    state: str


@dataclass(frozen=True, slots=True)
class LoanView:
    """A loan as it stands; `missing` is what is late, `outstanding` the principal still owed."""

    id: UUID
    agreement_id: UUID
    payment_reference: str
    borrower_id: UUID
    borrower_name: str
    model: str
    state: str
    principal: Money
    outstanding: Money
    principal_paid: Money
    interest_paid: Money
    missing: Money
    rate_yearly: Decimal
    term_months: int
    plan_kind: str
    drawn_date: date | None
    days_past_due: int
    instalments: int
    instalments_paid: int
    next_due: PlanRow | None
    repaid_at: datetime | None


def loan(loan_id: UUID, actor: Actor) -> LoanView:
    """Return one loan; :raises NotFound: not there, or not the actor's to see."""
    return _view(loan_for(loan_id, actor))


def loans_of(actor: Actor) -> tuple[LoanView, ...]:
    """Return the loans that the actor may see, the newest first."""
    rows = loans_visible_to(actor).select_related("agreement").order_by("-created_at")
    return tuple(_view(each) for each in rows.prefetch_related("instalments"))


def plan_rows(loan_id: UUID, actor: Actor) -> tuple[PlanRow, ...]:
    """Return the dated plan, empty before the drawdown; :raises NotFound: not visible."""
    found = loan_for(loan_id, actor)
    return tuple(_row(each, found.currency) for each in found.instalments.all())


def plans_of(actor: Actor) -> dict[UUID, tuple[PlanRow, ...]]:
    """Return the dated plan of every drawn loan that the actor may see, by loan; two queries."""
    rows = loans_visible_to(actor).filter(drawn_date__isnull=False)
    return {
        each.id: tuple(_row(one, each.currency) for one in each.instalments.all())
        for each in rows.prefetch_related("instalments")
    }


def _view(row: Loan) -> LoanView:
    agreement, currency = row.agreement, row.currency
    plan = [_row(each, currency) for each in row.instalments.all()]
    missing = sum((each.missing for each in plan if each.state == "late"), Money.zero(currency))
    return LoanView(
        id=row.id,
        agreement_id=agreement.id,
        payment_reference=agreement.payment_reference,
        borrower_id=agreement.borrower_id,
        borrower_name=agreement.borrower_name,
        model=agreement.model,
        state=row.state,
        principal=Money.from_minor(row.principal_minor, currency),
        outstanding=Money.from_minor(_outstanding(row), currency),
        principal_paid=Money.from_minor(row.principal_paid_minor, currency),
        interest_paid=Money.from_minor(row.interest_paid_minor, currency),
        missing=missing,
        rate_yearly=agreement.rate_yearly,
        term_months=agreement.term_months,
        plan_kind=agreement.plan_kind,
        drawn_date=row.drawn_date,
        days_past_due=row.days_past_due,
        instalments=len(plan),
        instalments_paid=sum(1 for each in plan if each.state == "paid"),
        next_due=next((each for each in plan if each.state != "paid"), None),
        repaid_at=row.repaid_at,
    )


def _outstanding(row: Loan) -> int:
    """Nothing is owed before the money is drawn."""
    return row.principal_minor - row.principal_paid_minor if row.drawn_date else 0


def _row(row: Instalment, currency: str) -> PlanRow:
    paid = row.principal_paid_minor + row.interest_paid_minor
    return PlanRow(
        number=row.number,
        due_date=row.due_date,
        principal=Money.from_minor(row.principal_minor, currency),
        interest=Money.from_minor(row.interest_minor, currency),
        paid_principal=Money.from_minor(row.principal_paid_minor, currency),
        paid_interest=Money.from_minor(row.interest_paid_minor, currency),
        missing=Money.from_minor(row.principal_minor + row.interest_minor - paid, currency),
        paid_at=row.paid_at,
        state=row.state,
    )
