"""Due dates counted from the start, and the part of a yearly rate that a run of days bears."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import StrEnum

DIGITS = Context(prec=19, rounding=ROUND_HALF_EVEN)
"""Nineteen significant digits, half-even: the precision of rates and factors. Used locally."""

_SHORTEST_MONTH = 28


class DateError(ValueError):
    """A date or a count of days that cannot be; the family of this module's errors."""


class DateOutOfRange(DateError):
    """A date outside the calendar, which ends with the year 9999."""


class DatesOutOfOrder(DateError):
    """A day that comes before the one it should follow."""


class UnknownDayCount(DateError):
    """A day count whose year or month has a length that no convention knows."""


class Unit(StrEnum):
    """What due dates are counted in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class MonthEndRule(StrEnum):
    """Where the 31st goes in a month of 30 days; later dates return to the 31st in both."""

    LAST_DAY_OF_MONTH = "last_day_of_month"
    FIRST_DAY_OF_NEXT_MONTH = "first_day_of_next_month"


class Calculation(StrEnum):
    """Whether interest is counted by days or by whole repayment periods."""

    DAILY = "daily"
    SAME_AS_REPAYMENT = "same_as_repayment"


class YearBoundary(StrEnum):
    """The day on which an interval over the year's end is cut."""

    DEC_31 = "dec_31"
    JAN_1 = "jan_1"


class LeapYearRule(StrEnum):
    """Where the 366th day counts: in the whole leap year, or only in 29 February's period."""

    CALENDAR_YEAR = "calendar_year"
    FEB29_PERIOD_ONLY = "feb29_period_only"


def add_days(start: date, count: int) -> date:
    """
    Return the day `count` days after `start`; :raises DateOutOfRange: past the calendar.

    >>> add_days(date(2026, 2, 27), 2)
    datetime.date(2026, 3, 1)
    """
    try:
        return start + timedelta(days=count)
    except OverflowError:
        raise DateOutOfRange(f"{start} and {count} days leave the calendar") from None


def add_weeks(start: date, count: int) -> date:
    """Return the day `count` weeks after `start`; :raises DateOutOfRange: past the calendar."""
    return add_days(start, 7 * count)


def add_months(
    start: date, count: int, rule: MonthEndRule = MonthEndRule.LAST_DAY_OF_MONTH
) -> date:
    """
    Return the same day `count` months after `start`, or what `rule` makes of a missing day.

    :raises DateOutOfRange: past the calendar
    Source: schedule conventions, section 1.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    >>> add_months(date(2026, 1, 31), 1, MonthEndRule.FIRST_DAY_OF_NEXT_MONTH)
    datetime.date(2026, 3, 1)
    """
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        raise DateOutOfRange(f"{start} and {count} months leave the calendar")
    if start.day <= _SHORTEST_MONTH:
        return date(year, month + 1, start.day)
    length = calendar.monthrange(year, month + 1)[1]
    if start.day <= length:
        return date(year, month + 1, start.day)
    last = date(year, month + 1, length)
    return last if rule is MonthEndRule.LAST_DAY_OF_MONTH else add_days(last, 1)


def add_units(
    start: date,
    count: int,
    unit: Unit,
    rule: MonthEndRule = MonthEndRule.LAST_DAY_OF_MONTH,
) -> date:
    """
    Return the day `count` units after `start`, never counted from the previous due date.

    :raises DateOutOfRange: past the calendar
    >>> add_units(date(2026, 1, 31), 2, Unit.MONTHS)
    datetime.date(2026, 3, 31)
    """
    if unit is Unit.MONTHS:
        return add_months(start, count, rule)
    return add_weeks(start, count) if unit is Unit.WEEKS else add_days(start, count)


def _year_length(year: int) -> int:
    return 366 if calendar.isleap(year) else 365


def _years(first: date, last: date, boundary: YearBoundary) -> Iterator[tuple[int, int]]:
    """Yield (days, length of the year) for each calendar year that first..last touches."""
    opening = first
    for year in range(first.year, last.year):
        cut = date(year, 12, 31) if boundary is YearBoundary.DEC_31 else date(year + 1, 1, 1)
        yield (cut - opening).days, _year_length(year)
        opening = cut
    yield (last - opening).days, _year_length(last.year)


def _has_february_29(first: date, last: date) -> bool:
    """Tell whether a 29 February lies after `first` and not after `last`."""
    leap_years = (y for y in range(first.year, last.year + 1) if calendar.isleap(y))
    return any(first < date(year, 2, 29) <= last for year in leap_years)


@dataclass(frozen=True, slots=True)
class Period:
    """A repayment period: `start` < `end`, both dates, of `every` `unit`s by the agreement."""

    start: date
    end: date
    every: int = 1
    unit: Unit = Unit.MONTHS

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise DatesOutOfOrder(f"the period {self.start} to {self.end} has no day")

    @property
    def days(self) -> int:
        """Return the calendar days of the period."""
        return (self.end - self.start).days


@dataclass(frozen=True, slots=True)
class DayCount:
    """
    How days become a part of a year. `None` for a length of year or month means its actual one.

    The default, 360/30 counted daily, charges one twelfth of the yearly rate for a full month of
    any length. The fields are those of the schedule conventions, section 2.

    :raises UnknownDayCount: a year that is not 360, 364, 365 or None, a month not 30 or None
    """

    calculation: Calculation = Calculation.DAILY
    days_in_year: int | None = 360
    days_in_month: int | None = 30
    year_boundary: YearBoundary = YearBoundary.DEC_31
    leap_year_rule: LeapYearRule = LeapYearRule.CALENDAR_YEAR

    def __post_init__(self) -> None:
        if self.days_in_year not in (360, 364, 365, None) or self.days_in_month not in (30, None):
            raise UnknownDayCount(f"no convention has {self.days_in_year}/{self.days_in_month}")

    def factor(
        self,
        rate_yearly: Decimal,
        period: Period,
        first: date | None = None,
        last: date | None = None,
    ) -> Decimal:
        """
        Return the interest on one unit of balance from `first` to `last` inside `period`.

        :param rate_yearly: nominal fraction a year, 0.12 is 12 %
        :param first: the period's start if not given; :param last: its end
        :return: a fraction of 19 significant digits
        :raises DatesOutOfOrder: the days do not lie in this order inside the period
        Source: schedule conventions, section 2, with its order of operations.

        >>> january = Period(date(2026, 1, 1), date(2026, 2, 1))
        >>> DayCount(days_in_year=365, days_in_month=None).factor(Decimal("0.365"), january)
        Decimal('0.0310000000000000000')
        """
        first, last = first or period.start, last or period.end
        if not period.start <= first <= last <= period.end:
            raise DatesOutOfOrder(f"{first} to {last} is not inside {period.start} to {period.end}")
        # The context's own operations: to enter it would cost more than they do.
        if self._counts_periods(period):
            base = 12 if period.unit is Unit.MONTHS else 52
            share = DIGITS.divide(period.every, base)
            return _by_period(rate_yearly, share, period, first, last)
        if self._splits(period, first, last):
            parts = Decimal(0)
            for days, length in _years(first, last, self.year_boundary):
                parts = DIGITS.add(parts, DIGITS.divide(days, length))
            return DIGITS.multiply(rate_yearly, parts)
        share = DIGITS.divide(self._multiplier(period), self._length_of_year(period, first))
        return _by_period(rate_yearly, share, period, first, last)

    def _counts_periods(self, period: Period) -> bool:
        by_period = self.calculation is Calculation.SAME_AS_REPAYMENT
        return by_period and period.unit is not Unit.DAYS

    def _splits(self, period: Period, first: date, last: date) -> bool:
        """Tell whether the interval is cut at the year's end."""
        if self.days_in_year is not None or first.year == last.year:
            return False
        whole_year = self.leap_year_rule is LeapYearRule.CALENDAR_YEAR
        return whole_year or _has_february_29(period.start, period.end)

    def _multiplier(self, period: Period) -> int:
        """Return the days that the whole period is taken to have."""
        if self.days_in_month is None:
            return period.days
        return {Unit.MONTHS: 30, Unit.WEEKS: 7, Unit.DAYS: 1}[period.unit] * period.every

    def _length_of_year(self, period: Period, first: date) -> int:
        if self.days_in_year is not None:
            return self.days_in_year
        if self.leap_year_rule is LeapYearRule.FEB29_PERIOD_ONLY:
            return 366 if _has_february_29(period.start, period.end) else 365
        return _year_length(first.year)


def _by_period(
    rate_yearly: Decimal, share: Decimal, period: Period, first: date, last: date
) -> Decimal:
    """Return the rate's share for the whole period, cut down to the days first..last of it."""
    charged = DIGITS.multiply(DIGITS.multiply(share, rate_yearly), (last - first).days)
    return DIGITS.divide(charged, period.days)
