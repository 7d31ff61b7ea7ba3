"""Reads of loans: what is owed, what is late, the plan row by row, who got what."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum
from tenor.money import Money

from headrace.contracts.models import Instalment, Lender, LenderPayment, Loan, Repayment
from headrace.contracts.queries.visibility import (
    agreements_visible_to,
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


def repayments_of(loan_id: UUID, actor: Actor) -> tuple[RepaymentView, ...]:
    """Return the receipts with this contract's reference, the newest first."""
    found = loan_for(loan_id, actor)
    rows = found.agreement.repayments.prefetch_related("lender_payments")
    return tuple(_repayment(each, found.currency) for each in rows.order_by("-id"))


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
