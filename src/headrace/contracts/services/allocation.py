"""One receipt put on the plan of its loan and shared among the lenders, whole or not at all."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum
from tenor.arrears import days_past_due_of
from tenor.loan import State
from tenor.money import Money

from headrace.contracts import models
from headrace.contracts.rules import servicing
from headrace.contracts.services import ending, money
from headrace.contracts.services.repayment_told import tell
from headrace.custody import services as custody
from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.transactions import savepoint

_AMOUNTS = ("principal_minor", "interest_minor", "surplus_minor")


def allocate(
    repayment: models.Repayment,
    agreement: models.Agreement,
    loan: models.Loan,
    by: Actor,
    at: datetime,
) -> bool:
    """Apply one receipt whole, or return False and change nothing."""
    rows = {each.number: each for each in loan.instalments.exclude(state="paid")}
    applied = servicing.apply(
        payment=Money.from_minor(repayment.amount_minor, agreement.currency),
        rows=[_open(each) for each in rows.values()],
        on=repayment.value_date,
    )
    payments = _shares(repayment, agreement, applied, at)
    principal = [(each.lender_id, each.principal_minor) for each in payments]
    try:
        with savepoint():
            # Totals first, the book last: every verb locks in this order, so nobody waits round.
            ending.lower_exposure(agreement, principal, by=by, at=at)
            money.share_out(
                agreement=agreement, repayment=repayment, payments=payments, by=by, at=at
            )
    except (custody.AccountFrozen, custody.FundsNotCovered):
        return False
    models.LenderPayment.objects.bulk_create(payments)
    _put_on_rows(repayment, rows, applied, at)
    _write_totals(repayment, applied)
    _advance(loan, list(rows.values()), applied, on=repayment.value_date, at=at)
    _tell_allocated(repayment, agreement, loan, by, at)
    if loan.state == State.REPAID:
        ending.complete(agreement, loan, by=by, at=at)
    return True


def _open(row: models.Instalment) -> servicing.OpenRow:
    return servicing.OpenRow(
        number=row.number,
        due_date=row.due_date,
        principal=row.principal_minor - row.principal_paid_minor,
        interest=row.interest_minor - row.interest_paid_minor,
    )


def _shares(
    repayment: models.Repayment,
    agreement: models.Agreement,
    applied: servicing.Applied,
    at: datetime,
) -> list[models.LenderPayment]:
    lenders = list(agreement.lenders.all())
    before = _paid_before(agreement, [each.lender_id for each in lenders])
    weights = [each.amount_minor for each in lenders]
    divided = zip(
        lenders,
        servicing.shares(
            amount=applied.principal, paid=[part[0] for part in before], weights=weights
        ),
        servicing.shares(
            amount=applied.interest, paid=[part[1] for part in before], weights=weights
        ),
        strict=True,
    )
    return [
        models.LenderPayment(
            created_at=at,
            repayment=repayment,
            lender_id=lender.lender_id,
            principal_minor=principal,
            interest_minor=interest,
        )
        for lender, principal, interest in divided
        if principal or interest
    ]


def _paid_before(agreement: models.Agreement, lenders: list[UUID]) -> list[tuple[int, int]]:
    sums = {
        lender: (principal, interest)
        for lender, principal, interest in models.LenderPayment.objects.filter(
            repayment__agreement=agreement
        )
        .values_list("lender_id")
        .annotate(Sum("principal_minor"), Sum("interest_minor"))
    }
    return [sums.get(lender, (0, 0)) for lender in lenders]


def _put_on_rows(
    repayment: models.Repayment,
    rows: dict[int, models.Instalment],
    applied: servicing.Applied,
    at: datetime,
) -> None:
    touched = []
    for number, (principal, interest) in applied.parts.items():
        row = rows[number]
        row.principal_paid_minor += principal
        row.interest_paid_minor += interest
        _set_row_state(row, at)
        touched.append(row)
        models.Allocation.objects.create(
            created_at=at,
            repayment=repayment,
            instalment=row,
            principal_minor=principal,
            interest_minor=interest,
        )
    models.Instalment.objects.bulk_update(
        touched, ["principal_paid_minor", "interest_paid_minor", "state", "paid_at"]
    )
    models.Arrears.objects.filter(
        instalment__in=[row for row in touched if row.state == "paid"], cleared_date=None
    ).update(cleared_date=repayment.value_date)


def _set_row_state(row: models.Instalment, at: datetime) -> None:
    left = _open(row)
    if left.principal == left.interest == 0:
        row.state, row.paid_at = "paid", at
    elif row.state == "due":
        row.state = "part"


def _write_totals(repayment: models.Repayment, applied: servicing.Applied) -> None:
    repayment.principal_minor = applied.principal
    repayment.interest_minor = applied.interest
    repayment.surplus_minor = applied.surplus
    repayment.state = "allocated"
    repayment.save(update_fields=[*_AMOUNTS, "state"])


def _advance(
    loan: models.Loan,
    rows: list[models.Instalment],
    applied: servicing.Applied,
    *,
    on: date,
    at: datetime,
) -> None:
    still_open = [row for row in rows if row.state != "paid"]
    late = [row.due_date for row in still_open if row.state == "late"]
    before = State(loan.state)
    loan.principal_paid_minor += applied.principal
    loan.interest_paid_minor += applied.interest
    loan.state = servicing.next_state(before, cleared=not late, repaid=not still_open)
    loan.days_past_due = days_past_due_of(late, max(on, day_of(at)))
    if loan.state == State.REPAID:
        loan.repaid_at = at
    loan.save()


def keep_all(
    repayment: models.Repayment, agreement: models.Agreement, by: Actor, at: datetime
) -> None:
    """The money lies in the enterprise's own available account already: nothing moves."""
    repayment.surplus_minor = repayment.amount_minor
    repayment.state = "allocated"
    repayment.save(update_fields=[*_AMOUNTS, "state"])
    tell("contracts.overpayment.kept", repayment, agreement, by, at)


def _tell_allocated(
    repayment: models.Repayment,
    agreement: models.Agreement,
    loan: models.Loan,
    by: Actor,
    at: datetime,
) -> None:
    tell("contracts.repayment.allocated", repayment, agreement, by, at, loan=loan.id)
    if repayment.surplus_minor:
        tell("contracts.overpayment.kept", repayment, agreement, by, at, loan=loan.id)
