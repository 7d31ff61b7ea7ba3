"""Sums over many loans, and the promises that every loan keeps."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet, Sum
from tenor.money import Money

from headrace.contracts.models import (
    Agreement,
    Allocation,
    DayClose,
    Instalment,
    LenderPayment,
    Loan,
)
from headrace.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class Invariants:
    """Whether each promise about one loan holds; `ok` if all do."""

    principal_conserved: bool
    rows_agree_with_loan: bool
    allocations_agree_with_rows: bool
    shares_conserved: bool
    every_receipt_placed: bool

    @property
    def ok(self) -> bool:
        """Whether every promise holds."""
        return (
            self.principal_conserved
            and self.rows_agree_with_loan
            and self.allocations_agree_with_rows
            and self.shares_conserved
            and self.every_receipt_placed
        )


@dataclass(frozen=True, slots=True)
class ArrearsCell:
    """Firms with a running loan in one district and model, and those of them that are late."""

    district: str
    model: str
    firms: int
    firms_late: int
    outstanding_late: Money


@dataclass(frozen=True, slots=True)
class Escrow:
    """Where the money of an effective agreement lies until it is drawn."""

    book_id: UUID
    demand_id: UUID


def invariants(loan_id: UUID) -> Invariants:
    """
    Check one loan: principal paid and outstanding make what was drawn, shares add up.

    :raises NotFound: there is no such loan
    """
    row = Loan.objects.filter(pk=loan_id).first()
    if row is None:
        raise NotFound(field="loan_id")
    planned, rows = _plan_sums(row)
    paid = (row.principal_paid_minor, row.interest_paid_minor)
    receipts = row.agreement.repayments.filter(state="allocated")
    amounts = ("amount_minor", "principal_minor", "interest_minor", "surplus_minor")
    placed = receipts.aggregate(**{name: Sum(name, default=0) for name in amounts})
    return Invariants(
        principal_conserved=not row.drawn_date or planned == row.principal_minor,
        rows_agree_with_loan=rows == paid,
        allocations_agree_with_rows=_pair(Allocation.objects.filter(instalment__loan=row)) == rows,
        shares_conserved=_pair(LenderPayment.objects.filter(repayment__agreement=row.agreement))
        == paid,
        every_receipt_placed=placed["amount_minor"] == sum(placed[name] for name in amounts[1:]),
    )


def arrears_by_district(*, over_days: int) -> tuple[ArrearsCell, ...]:
    """
    Count firms with a running loan, and those late by more than `over_days`, as last closed.

    One cell for each district, model and currency.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ARREARS, {"over": over_days})
        return tuple(
            ArrearsCell(district, model, firms, late, Money.from_minor(int(amount), currency))
            for district, model, currency, firms, late, amount in cursor.fetchall()
        )


def escrows_of(organisation_id: UUID) -> tuple[Escrow, ...]:
    """Return the escrows of undrawn effective agreements of which the organisation is a party."""
    rows = Agreement.objects.filter(
        Q(borrower_id=organisation_id) | Q(lenders__lender_id=organisation_id),
        state="effective",
        loan__drawn_date=None,
    )
    return tuple(
        Escrow(book_id, demand_id)
        for book_id, demand_id in rows.values_list("book_id", "demand_id").distinct()
    )


def last_closed_day() -> date | None:
    """Return the last day whose arrears were counted."""
    return DayClose.objects.order_by("-on").values_list("on", flat=True).first()


def _plan_sums(row: Loan) -> tuple[int, tuple[int, int]]:
    names = ("principal_minor", "principal_paid_minor", "interest_paid_minor")
    sums = Instalment.objects.filter(loan=row).aggregate(
        **{name: Sum(name, default=0) for name in names}
    )
    return sums["principal_minor"], (sums["principal_paid_minor"], sums["interest_paid_minor"])


def _pair(rows: QuerySet[Allocation] | QuerySet[LenderPayment]) -> tuple[int, int]:
    sums = rows.aggregate(
        principal=Sum("principal_minor", default=0), interest=Sum("interest_minor", default=0)
    )
    return sums["principal"], sums["interest"]


_ARREARS = """
select a.district, a.model, l.currency, count(distinct a.borrower_id),
    count(distinct a.borrower_id) filter (where l.days_past_due > %(over)s),
    coalesce(sum(l.principal_minor - l.principal_paid_minor)
        filter (where l.days_past_due > %(over)s), 0)
from contracts_loan l join contracts_agreement a on a.id = l.agreement_id
where l.drawn_date is not null and l.repaid_at is null
group by a.district, a.model, l.currency
order by a.district, a.model, l.currency
"""
