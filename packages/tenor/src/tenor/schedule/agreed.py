"""Plans whose days and amounts were agreed one by one: a harvest, a season, a stepped rent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from tenor.dates import DIGITS, DayCount, Period, Unit
from tenor.money import Money
from tenor.schedule.layout import Due, Rounding
from tenor.schedule.terms import (
    BadTerms,
    Instalment,
    InstalmentBelowInterest,
    NoInstalments,
    Terms,
)


class DueDatesOutOfOrder(BadTerms):
    """An agreed due date that does not follow the one before, or the start."""


class MoreThanOwed(BadTerms):
    """An agreed amount beyond what is owed on its day, or one of less than nothing."""


class NoActualDays(BadTerms):
    """A day count by whole periods or months, which dates agreed one by one do not have."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """
    A due date with what is asked on it.

    `total` asks so much, interest first; `principal` so much beside the interest; neither asks
    the interest alone. The last row asks all that is left, whatever it says.
    """

    due_date: date
    total: Money | None = None
    principal: Money | None = None

    def __post_init__(self) -> None:
        if self.total is not None and self.principal is not None:
            raise MoreThanOwed(f"the row of {self.due_date} has a total and a principal")
        if any(each is not None and each.minor < 0 for each in (self.total, self.principal)):
            raise MoreThanOwed(f"the row of {self.due_date} asks less than nothing")


def agreed_plan(
    *,
    principal: Money,
    rate_yearly: Decimal,
    start_date: date,
    rows: Sequence[Agreed],
    day_count: DayCount | None = None,
) -> tuple[Instalment, ...]:
    """
    Return the plan of dates and amounts agreed one by one; the last row repays the rest.

    :param rate_yearly: nominal fraction a year, 0.12 is 12 %
    :param day_count: by actual days; ACT/365F if not given
    :raises NoInstalments: no row; :raises DueDatesOutOfOrder: see there
    :raises InstalmentBelowInterest: a total that does not pay its own interest
    :raises MoreThanOwed: see there; :raises NoActualDays: see there; :raises BadTerms: see Terms
    Source: schedule conventions, section 2, by actual days.

    >>> harvest = [Agreed(date(2026, 6, 30)), Agreed(date(2026, 10, 31))]
    >>> plan = agreed_plan(principal=Money(Decimal(36_500)), rate_yearly=Decimal("0.10"),
    ...                    start_date=date(2025, 12, 31), rows=harvest)
    >>> [(str(row.interest.amount), str(row.principal.amount)) for row in plan]
    [('1810.00', '0.00'), ('1230.00', '36500.00')]
    """
    count = day_count or DayCount(days_in_year=365, days_in_month=None)
    if count.days_in_month is not None:
        raise NoActualDays("dates agreed one by one have no months of 30 days")
    if not rows:
        raise NoInstalments("no due date was agreed")
    # The amounts and the rate are refused as those of any terms are.
    terms = Terms(
        principal=principal,
        rate_yearly=rate_yearly,
        start_date=start_date,
        instalments=1,
        day_count=count,
    )
    with localcontext(DIGITS):
        return tuple(_rows(terms, rows))


def _rows(terms: Terms, rows: Sequence[Agreed]) -> Iterator[Instalment]:
    rounding, balance, start = Rounding.of(terms), terms.principal.amount, terms.start_date
    currency = terms.principal.currency
    for number, row in enumerate(rows, start=1):
        if row.due_date <= start:
            raise DueDatesOutOfOrder(f"{row.due_date} does not follow {start}")
        period = Period(start, row.due_date, (row.due_date - start).days, Unit.DAYS)
        factor = terms.day_count.factor(terms.rate_yearly, period)
        due = _due(row, balance, rounding.money(balance * factor), last=number == len(rows))
        balance -= due.principal
        repaid, interest = Money(due.principal, currency), Money(due.interest, currency)
        left = Money(balance, currency)
        yield Instalment(
            number, row.due_date, period.days, repaid, interest, repaid + interest, left
        )
        start = row.due_date


def _due(row: Agreed, balance: Decimal, interest: Decimal, *, last: bool) -> Due:
    """Return what a row asks; all that is left in the last."""
    asked = Decimal(0)
    if row.principal is not None:
        asked = row.principal.amount
    elif row.total is not None:
        asked = row.total.amount - interest
    if last:
        asked = balance
    if asked < 0:
        raise InstalmentBelowInterest(f"{row.total} of {row.due_date} is less than its interest")
    if asked > balance:
        raise MoreThanOwed(f"the row of {row.due_date} asks {asked} of {balance}")
    return Due(asked, interest)
