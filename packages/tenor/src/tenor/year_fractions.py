"""The part of a year between two dates, by the conventions that printed figures name."""

import calendar
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from tenor.dates import DatesOutOfOrder, UnknownDayCount, add_months

Count = Callable[[date, date], Fraction]
"""A convention: the exact part of a year from a first date to a later one."""


def year_fraction(
    convention: str,
    start: date,
    end: date,
    *,
    reference: tuple[date, date] | None = None,
) -> Fraction:
    """
    Return the years from `start` to `end`, exactly.

    :param convention: a name of CONVENTIONS or "act/act ICMA", in any case; "actual" is read
        as "act", and "ISMA" as "ICMA"
    :param reference: the coupon period that act/act ICMA is counted by; else the period
    :raises UnknownDayCount: a name that is not known; :raises DatesOutOfOrder: `end` is earlier
    Source: ISDA 1998 memorandum "EMU and market conventions", ISDA 2006 definitions 4.16.

    >>> year_fraction("30E/360", date(2026, 1, 31), date(2026, 2, 28))
    Fraction(7, 90)
    >>> year_fraction("act/360", date(2026, 1, 31), date(2026, 2, 28))
    Fraction(7, 90)
    """
    if end < start:
        raise DatesOutOfOrder(f"{end} comes before {start}")
    name = " ".join(convention.lower().split())
    for word, short in (("actual", "act"), ("isma", "icma")):
        name = name.replace(word, short)
    if name == "act/act icma":
        return _icma(start, end, reference)
    try:
        return CONVENTIONS[name](start, end)
    except KeyError:
        raise UnknownDayCount(f"no day count is called {convention!r}") from None


def last_of_month(day: date) -> bool:
    """Tell whether `day` is the last of its month."""
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _last_of_february(day: date) -> bool:
    return day.month == 2 and last_of_month(day)


def _length(year: int) -> int:
    return 366 if calendar.isleap(year) else 365


def _actual_over(days_in_year: Fraction) -> Count:
    return lambda start, end: (end - start).days / days_in_year


def _isda(start: date, end: date) -> Fraction:
    """Divide the days of each calendar year by its own length."""
    years = Fraction(end.year - start.year)
    into_last = Fraction((end - date(end.year, 1, 1)).days, _length(end.year))
    return years + into_last - Fraction((start - date(start.year, 1, 1)).days, _length(start.year))


def _afb(start: date, end: date) -> Fraction:
    """
    Count whole years back from the end, the rest over 366 if it holds a 29 February, else 365.

    A year back from 28 February is 29 February where there is one.
    """
    years, cut = 0, end
    while (earlier := _a_year_back(end, years + 1)) >= start:
        years, cut = years + 1, earlier
    leap_days = (date(y, 2, 29) for y in (start.year, cut.year) if calendar.isleap(y))
    length = 366 if any(start <= day < cut for day in leap_days) else 365
    return years + Fraction((cut - start).days, length)


def _a_year_back(end: date, years: int) -> date:
    back = add_months(end, -12 * years)
    if (back.month, back.day) == (2, 28) and calendar.isleap(back.year):
        return date(back.year, 2, 29)
    return back


def _icma(start: date, end: date, reference: tuple[date, date] | None) -> Fraction:
    """
    Count each coupon period that start..end touches as its equal part of a year.

    The periods lie end to end from the reference, each of the months that it has.
    """
    first, last = reference or (start, end)
    months = max(round(Fraction(12 * (last - first).days, 365)), 1)
    total, step = Fraction(0), 0
    while add_months(first, step * months) > start:
        step -= 1
    while (opens := add_months(first, step * months)) < end:
        step += 1
        closes = last if step == 1 else add_months(first, step * months)
        touched = (min(end, closes) - max(start, opens)).days
        total += Fraction(max(touched, 0) * months, 12 * (closes - opens).days)
    return total


def _thirty(start: date, end: date, first_day: int, last_day: int) -> Fraction:
    months = 12 * (end.year - start.year) + end.month - start.month
    return Fraction(30 * months + last_day - first_day, 360)


def _isda_30_360(start: date, end: date) -> Fraction:
    first = min(start.day, 30)
    return _thirty(start, end, first, min(end.day, 30) if first == 30 else end.day)


def _european_30_360(start: date, end: date) -> Fraction:
    return _thirty(start, end, min(start.day, 30), min(end.day, 30))


def _european_plus_30_360(start: date, end: date) -> Fraction:
    """Let a 31st that ends the interval be the first of the next month."""
    return _thirty(start, end, min(start.day, 30), end.day)


def _german_30_360(start: date, end: date) -> Fraction:
    """Let the last day of February be a 30th at both ends."""
    first, last = (30 if _last_of_february(day) else min(day.day, 30) for day in (start, end))
    return _thirty(start, end, first, last)


def _us_30_360(start: date, end: date) -> Fraction:
    """Let the last day of February be a 30th, at the end only if the start is one too."""
    if not _last_of_february(start):
        return _isda_30_360(start, end)
    both = _last_of_february(end)
    return _thirty(start, end, 30, 30 if both else min(end.day, 30))


def _without_leap_days(start: date, end: date) -> int:
    years = (y for y in range(start.year, end.year + 1) if calendar.isleap(y))
    return (end - start).days - sum(1 for y in years if start < date(y, 2, 29) <= end)


CONVENTIONS: Mapping[str, Count] = MappingProxyType(
    {
        **dict.fromkeys(("act/act", "act/act isda"), _isda),
        "act/act afb": _afb,
        **dict.fromkeys(
            ("act/365", "act/365f", "act/365 fixed", "act/365 (fixed)"),
            _actual_over(Fraction(365)),
        ),
        "act/365.25": _actual_over(Fraction(1461, 4)),
        "act/364": _actual_over(Fraction(364)),
        "act/360": _actual_over(Fraction(360)),
        **dict.fromkeys(("30/360", "30/360 isda", "30a/360", "bond basis"), _isda_30_360),
        **dict.fromkeys(
            ("30e/360", "30/360 icma", "30/360 european", "eurobond basis"), _european_30_360
        ),
        "30e+/360": _european_plus_30_360,
        **dict.fromkeys(("30e/360 isda", "30e/360 german"), _german_30_360),
        **dict.fromkeys(("30/360 sia", "30u/360", "30us/360", "30/360 us"), _us_30_360),
        "nl/365": lambda start, end: Fraction(_without_leap_days(start, end), 365),
        "nl/360": lambda start, end: Fraction(_without_leap_days(start, end), 360),
    }
)
"""Every convention by its names in small letters (source: ISDA 2006 definitions, 4.16)."""
