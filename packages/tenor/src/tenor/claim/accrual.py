"""Interest earned between any two days of a plan, additive over any cut."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, localcontext

from tenor.dates import DIGITS, DatesOutOfOrder
from tenor.money import Money
from tenor.schedule.terms import Instalment


def accrued(
    *, plan: Sequence[Instalment], start_date: date, from_date: date, to_date: date
) -> Money:
    """
    Return the interest that `plan` earns from one day to another, even days of a period alike.

    Each period earns its own row's interest by calendar days. What is earned since the start is
    rounded, half-even, and the difference taken: so a cut loses nothing, and whole periods earn
    exactly what their rows ask.

    :param start_date: from which the first period runs
    :raises DatesOutOfOrder: `to_date` is before `from_date`

    >>> from tenor.schedule import Terms, bullet_plan
    >>> terms = Terms(principal=Money(Decimal(1000)), rate_yearly=Decimal("0.12"), instalments=2,
    ...               start_date=date(2026, 1, 1))
    >>> days = {"start_date": terms.start_date, "from_date": date(2026, 1, 1)}
    >>> str(accrued(plan=bullet_plan(terms=terms), to_date=date(2026, 2, 15), **days))
    '15.00 CNY'
    """
    if to_date < from_date:
        raise DatesOutOfOrder(f"{to_date} is before {from_date}")
    rows = [row for row in plan if not row.is_down_payment]
    return _earned(rows, start_date, to_date) - _earned(rows, start_date, from_date)


def _earned(rows: Sequence[Instalment], start: date, on: date) -> Money:
    """Return what was earned since the start up to the day `on`."""
    earned = Money.zero(rows[0].interest.currency)
    for row in rows:
        if on <= start:
            break
        with localcontext(DIGITS):
            share = Decimal((min(on, row.due_date) - start).days) / (row.due_date - start).days
        earned += row.interest.times(share)
        start = row.due_date
    return earned
