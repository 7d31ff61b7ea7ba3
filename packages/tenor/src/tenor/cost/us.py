"""The annual percentage rate of the United States, by the actuarial method."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from tenor.dates import DateError, DatesOutOfOrder, add_months
from tenor.rates import Flows, NoYearlyCost, balancing_rate
from tenor.roots import WIDE, Curve, root_between
from tenor.xirr import decimal_of
from tenor.year_fractions import last_of_month

_PLACES = Decimal("1E-10")
# How far apart simple and compound growth in a fraction of a unit-period can move its logarithm.
_REACH, _FARTHEST = Decimal("1E-6"), Decimal(4)


class UnknownCycle(DateError):
    """Payments at an interval that the regulation does not count in unit-periods."""


class CycleUnit(StrEnum):
    """What the interval between two payments is counted in."""

    DAY = "day"
    WEEK = "week"
    SEMIMONTH = "semimonth"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Cycle:
    """
    The unit-period of a transaction: `every` so many `unit`s, one year at most.

    :raises UnknownCycle: less than one unit, more than a year, or several half months
    """

    unit: CycleUnit
    every: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.every <= _MOST[self.unit]:
            raise UnknownCycle(f"no unit-period is of {self.every} x {self.unit}")

    @property
    def months(self) -> int:
        """Return the months of the unit-period, nil if it is not of whole months."""
        return {CycleUnit.MONTH: self.every, CycleUnit.YEAR: 12}.get(self.unit, 0)

    @property
    def in_a_year(self) -> Fraction:
        """Return how many unit-periods a year has: 365 days, 52 weeks, 24 halves, 12 months."""
        return Fraction(_IN_A_YEAR[self.unit], self.every)


_IN_A_YEAR = {
    CycleUnit.DAY: 365,
    CycleUnit.WEEK: 52,
    CycleUnit.SEMIMONTH: 24,
    CycleUnit.MONTH: 12,
    CycleUnit.YEAR: 1,
}
_MOST = {
    CycleUnit.DAY: 364,
    CycleUnit.WEEK: 52,
    CycleUnit.SEMIMONTH: 1,
    CycleUnit.MONTH: 12,
    CycleUnit.YEAR: 1,
}


@dataclass(frozen=True, slots=True)
class Interval:
    """So many full unit-periods and a fraction of one, below one."""

    full: int
    fraction: Fraction = Fraction(0)


def unit_periods(start: date, end: date, cycle: Cycle) -> Interval:
    """
    Return the unit-periods between two dates.

    Months are measured back from the later date, the days that are left forward from the
    earlier one. They count over 30 for a month, all as months of 30 days where a unit-period
    is a half month or several months, over 365 for a year unless they make whole months.

    :raises DatesOutOfOrder: the later date is the earlier
    Source: 12 CFR 1026, appendix J, paragraph (b)(5).

    >>> unit_periods(date(1978, 5, 23), date(1978, 10, 1), Cycle(CycleUnit.MONTH, 3))
    Interval(full=1, fraction=Fraction(13, 30))
    """
    if end < start:
        raise DatesOutOfOrder(f"{end} comes before {start}")
    days = (end - start).days
    if cycle.unit in (CycleUnit.DAY, CycleUnit.WEEK):
        length = cycle.every * (7 if cycle.unit is CycleUnit.WEEK else 1)
        return _divided(days, length)
    months, days = _months_back(start, end)
    if cycle.months == 12:
        return _years_and_rest(months, days, start, end)
    return _divided(30 * months + days, 30 * cycle.months or 15)


def _divided(days: int, length: int) -> Interval:
    return Interval(days // length, Fraction(days % length, length))


def _years_and_rest(months: int, days: int, start: date, end: date) -> Interval:
    years, rest = divmod(months, 12)
    if not days:
        return Interval(years, Fraction(rest, 12))
    left = (add_months(end, -12 * years) - start).days
    return Interval(years, Fraction(left, 365))


def _months_back(start: date, end: date) -> tuple[int, int]:
    """Return the whole months that end with `end`, and the days from `start` to them."""
    months = 12 * (end.year - start.year) + end.month - start.month
    # A month ends on the last day where another does: 28 February is a month after 31 January.
    if last_of_month(start) and last_of_month(end):
        return months, 0
    if add_months(end, -months) < start:
        months -= 1
    return months, (add_months(end, -months) - start).days


def yearly_cost_us(
    advances: Sequence[tuple[Interval, Decimal]],
    payments: Sequence[tuple[Interval, Decimal]],
    periods_a_year: Fraction,
) -> Decimal:
    """
    Return the annual percentage rate, a nominal fraction a year to 10 places.

    At the rate of a unit-period i the advances and the payments are worth the same, each
    divided by (1 + f x i)(1 + i)^t for its t full unit-periods and its fraction f; the yearly
    rate is i times the unit-periods of a year.

    :raises tenor.rates.NoYearlyCost: nothing advanced, nothing paid, or no rate balances them
    :raises tenor.rates.AmbiguousYearlyCost: several do, and none is meant (see yearly_cost)
    Source: 12 CFR 1026, appendix J, paragraphs (b)(1) and (b)(8).

    >>> month = [(Interval(k), Decimal(230)) for k in range(1, 25)]
    >>> yearly_cost_us([(Interval(0), Decimal(5000))], month, Fraction(12))
    Decimal('0.0968570806')
    """
    net: dict[Fraction, Decimal] = defaultdict(Decimal)
    signed = [*advances, *((at, -amount) for at, amount in payments)]
    for at, amount in signed:
        net[at.full + at.fraction] += amount
    times = sorted(time for time, amount in net.items() if amount)

    def worth(power: Decimal) -> Decimal:
        rate = power.exp() - 1
        terms = (
            amount * (-power * at.full).exp() / (1 + decimal_of(at.fraction) * rate)
            for at, amount in signed
        )
        return sum(terms, Decimal(0))

    with localcontext(WIDE):
        # Compounded through the fractions too, the rate is near the one that is asked.
        near = balancing_rate([decimal_of(time) for time in times], [net[t] for t in times])
        rate = _root_near(worth, (1 + near).ln()).exp() - 1
        return (rate * decimal_of(periods_a_year)).quantize(_PLACES)


def _root_near(worth: Curve, near: Decimal) -> Decimal:
    """Return the root in the narrowest bracket around `near`; :raises NoYearlyCost: it has none."""
    reach = _REACH
    while worth(near - reach) * worth(near + reach) > 0:
        reach *= 2
        if reach > _FARTHEST:
            raise NoYearlyCost("no rate balances these flows")
    return root_between(worth, near - reach, near + reach)


def yearly_cost_us_dated(
    *,
    advance: tuple[date, Decimal],
    first_payment_on: date,
    payments: Sequence[Decimal],
    cycle: Cycle,
) -> Decimal:
    """
    Return the same for one advance and payments that follow each other cycle by cycle.

    One payment alone: its term is the unit-period if it is below a year, else a year is.

    :raises NoYearlyCost: no payment, or see yearly_cost_us
    Source: 12 CFR 1026, appendix J, paragraphs (b)(4)(ii), (b)(5)(vi), (b)(5)(vii) and (c).

    >>> yearly_cost_us_dated(advance=(date(1978, 1, 3), Decimal(1000)), payments=[Decimal(1080)],
    ...                      first_payment_on=date(1978, 9, 15), cycle=Cycle(CycleUnit.MONTH))
    Decimal('0.1145098039')
    """
    drawn_on, drawn = advance
    advances = [(Interval(0), drawn)]
    if len(payments) == 1:
        interval, in_a_year = _single_term(drawn_on, first_payment_on)
        return yearly_cost_us(advances, [(interval, payments[0])], in_a_year)
    first = unit_periods(drawn_on, first_payment_on, cycle)
    paid = [
        (Interval(first.full + number, first.fraction), amount)
        for number, amount in enumerate(payments)
    ]
    return yearly_cost_us(advances, paid, cycle.in_a_year)


def _single_term(start: date, end: date) -> tuple[Interval, Fraction]:
    if end <= start:
        raise DatesOutOfOrder(f"{end} does not come after {start}")
    months, days = _months_back(start, end)
    if months >= 12:
        return unit_periods(start, end, Cycle(CycleUnit.YEAR)), Fraction(1)
    if days:
        return Interval(1), Fraction(365, (end - start).days)
    return Interval(1), Fraction(12, months)


def yearly_cost_us_flows(flows: Flows, *, cycle: Cycle) -> Decimal:
    """
    Return the same for flows on any days, each counted from the first.

    :param flows: as the borrower sees them: received positive, paid negative
    :raises NoYearlyCost: see yearly_cost_us

    >>> from tenor.money import Money
    >>> yearly_cost_us_flows([(date(2025, 1, 31), Money(Decimal(1000))),
    ...                       (date(2025, 2, 28), Money(Decimal(-1010)))],
    ...                      cycle=Cycle(CycleUnit.MONTH))
    Decimal('0.1200000000')
    """
    first = min((day for day, _ in flows), default=date.min)
    counted = [(unit_periods(first, day, cycle), amount.amount) for day, amount in flows]
    return yearly_cost_us(counted, [], cycle.in_a_year)
