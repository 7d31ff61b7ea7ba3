"""The annual percentage rate of charge of the European Union."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from tenor.dates import DatesOutOfOrder, add_days, add_months
from tenor.money import Money
from tenor.rates import yearly_cost_by_years
from tenor.xirr import decimal_of
from tenor.year_fractions import last_of_month


class EuUnit(StrEnum):
    """The period in which an interval is counted: that of the repayments."""

    YEARS = "years"
    MONTHS = "months"
    WEEKS = "weeks"


_IN_A_YEAR = {EuUnit.YEARS: 1, EuUnit.MONTHS: 12, EuUnit.WEEKS: 52}


def eu_interval(start: date, end: date, unit: EuUnit = EuUnit.MONTHS) -> Fraction:
    """
    Return the years from the first drawdown to a flow, exactly.

    Whole periods are counted back from the flow; between two last days of months they are
    always whole. The days that are left are divided by the days of the year before the day on
    which the whole periods begin: 366 where that year holds a 29 February.

    :raises DatesOutOfOrder: the flow comes before the drawdown
    Source: Directive 2008/48/EC, annex I, remark (c); the Commission's guidelines on it, 4.1.1.

    >>> eu_interval(date(2012, 1, 12), date(2012, 4, 15)) == Fraction(3, 12) + Fraction(3, 365)
    True
    """
    if end < start:
        raise DatesOutOfOrder(f"{end} comes before {start}")
    periods, begin = _whole_periods(start, end, unit)
    year = begin - add_months(begin, -12)
    return Fraction(periods, _IN_A_YEAR[unit]) + Fraction((begin - start).days, year.days)


def _whole_periods(start: date, end: date, unit: EuUnit) -> tuple[int, date]:
    """Return how many whole periods lie before `end`, and the day on which they begin."""
    if unit is EuUnit.WEEKS:
        weeks = (end - start).days // 7
        return weeks, add_days(end, -7 * weeks)
    months = 12 * (end.year - start.year) + end.month - start.month
    length = 12 // _IN_A_YEAR[unit]
    if months % length == 0 and last_of_month(start) and last_of_month(end):
        return months // length, start
    periods = months // length
    if add_months(end, -length * periods) < start:
        periods -= 1
    return periods, add_months(end, -length * periods)


def yearly_cost_eu(flows: Sequence[tuple[date, Money]], *, unit: EuUnit = EuUnit.MONTHS) -> Decimal:
    """
    Return the annual percentage rate of charge of `flows`, a fraction to 10 places.

    :param flows: as the borrower sees them: received positive, paid negative; the first day is
        that of the first drawdown
    :raises tenor.rates.NoYearlyCost: see there; :raises tenor.rates.AmbiguousYearlyCost: see there
    Source: Directive 2008/48/EC, annex I, part I.

    >>> from decimal import Decimal
    >>> yearly_cost_eu([(date(2025, 1, 31), Money(Decimal(1000))),
    ...                 (date(2025, 2, 28), Money(Decimal(-1010)))])
    Decimal('0.1268250301')
    """
    first = min((day for day, _ in flows), default=date.min)
    return yearly_cost_by_years(
        [(decimal_of(eu_interval(first, day, unit)), amount.amount) for day, amount in flows]
    )
