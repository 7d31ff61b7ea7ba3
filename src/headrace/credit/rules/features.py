"""
Facts read off a firm's invoices as they stood on a day: exact whole numbers only.

Every figure is a sum of integers with one whole-number division or root last, so that any engine
that adds the same days gets the same bits. Rates are parts per million. A figure that cannot be
known is None; nothing is ever put in its place.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isqrt
from typing import Protocol

from tenor.dates import add_months

PPM = 1_000_000
_MONTHS = 12
_FEWEST_MONTHS = 3
_LONGEST_HISTORY = 120
_WEEKS = 26


class DaySum(Protocol):
    """One day's invoices in one direction: live ones in `count` and `sum_minor` (fen)."""

    @property
    def day(self) -> date:
        """Return the day of issue."""
        ...

    @property
    def direction(self) -> str:
        """Return `sale` or `purchase`."""
        ...

    @property
    def count(self) -> int:
        """Return how many documents are in force, credit notes among them."""
        ...

    @property
    def sum_minor(self) -> int:
        """Return their sum; credit notes lower it."""
        ...

    @property
    def voided(self) -> int:
        """Return how many documents were voided."""
        ...

    @property
    def credit_notes(self) -> int:
        """Return how many of those in force are credit notes."""
        ...


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """
    What a year of invoices says about a firm.

    :param growth_ppm: last twelve months against the twelve before; None without the earlier ones
    :param volatility_ppm: spread of monthly sales over their mean; None under three months
    :param sales_weeks_minor: sales of each of the last 26 weeks, the oldest first
    """

    sales_minor: int | None
    sales_before_minor: int | None
    growth_ppm: int | None
    active_months: int | None
    volatility_ppm: int | None
    credit_note_ppm: int | None
    voided_ppm: int | None
    largest_buyer_ppm: int | None
    history_months: int | None
    purchase_ratio_ppm: int | None
    sales_weeks_minor: tuple[int, ...]

    def known(self) -> Mapping[str, int | None]:
        """Return the single figures by the names that scorecards use."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "sales_weeks_minor"}


def invoice_facts(
    days: Iterable[DaySum], *, as_of: date, buyer_shares_ppm: Sequence[int] = ()
) -> InvoiceFacts:
    """
    Return what the invoices up to and including `as_of` say; later ones are not looked at.

    :param buyer_shares_ppm: share of each buyer in the last twelve months' sales
    """
    seen = [each for each in days if each.day <= as_of]
    sales = [each for each in seen if each.direction == "sale"]
    if not any(each.count for each in sales):
        return InvoiceFacts(*(None,) * 10, (0,) * _WEEKS)

    months = _months(sales, as_of)
    year, before = sum(months[:_MONTHS]), sum(months[_MONTHS:])
    history = _history(min(each.day for each in sales if each.count), as_of)
    last_year = [each for each in sales if each.day > add_months(as_of, -_MONTHS)]
    voided = sum(each.voided for each in last_year)
    issued = voided + sum(each.count for each in last_year)
    return InvoiceFacts(
        sales_minor=year,
        sales_before_minor=before if history > _MONTHS else None,
        growth_ppm=_growth(year, before, history),
        active_months=sum(1 for each in months[:_MONTHS] if each > 0),
        volatility_ppm=volatility_ppm(months[: min(_MONTHS, history)]),
        credit_note_ppm=_share(sum(each.credit_notes for each in last_year), issued),
        voided_ppm=_share(voided, issued),
        largest_buyer_ppm=max(buyer_shares_ppm, default=None),
        history_months=history,
        purchase_ratio_ppm=_share(_purchases(seen, as_of), year),
        sales_weeks_minor=_weeks(sales, as_of),
    )


def volatility_ppm(months: Sequence[int]) -> int | None:
    """
    Return the spread of monthly sales over their mean, from n, sum and sum of squares alone.

    The population deviation over the mean is sqrt(n * sum(x²) - sum(x)²) / sum(x), cut to a
    millionth by a whole-number root.
    """
    count, total = len(months), sum(months)
    if count < _FEWEST_MONTHS or total <= 0:
        return None
    squares = sum(each * each for each in months)
    return isqrt((count * squares - total * total) * PPM * PPM // (total * total))


def _months(sales: Iterable[DaySum], as_of: date) -> list[int]:
    """Return the sales of the last 24 months, the newest first; a month ends on as_of's day."""
    ends = [add_months(as_of, -back) for back in range(2 * _MONTHS, -1, -1)]
    sums = [0] * (2 * _MONTHS)
    for each in sales:
        if each.day > ends[0]:
            sums[2 * _MONTHS - bisect_left(ends, each.day)] += each.sum_minor
    return sums


def _weeks(sales: Iterable[DaySum], as_of: date) -> tuple[int, ...]:
    sums = [0] * _WEEKS
    for each in sales:
        back = (as_of - each.day) // timedelta(weeks=1)
        if back < _WEEKS:
            sums[_WEEKS - 1 - back] += each.sum_minor
    return tuple(sums)


def _history(first: date, as_of: date) -> int:
    """Count the months begun since the first sale, ten years at most."""
    reached = (back for back in range(1, _LONGEST_HISTORY) if add_months(as_of, -back) < first)
    return next(reached, _LONGEST_HISTORY)


def _purchases(days: Iterable[DaySum], as_of: date) -> int:
    start = add_months(as_of, -_MONTHS)
    return sum(each.sum_minor for each in days if each.direction == "purchase" and each.day > start)


def _growth(year: int, before: int, history: int) -> int | None:
    if history < 2 * _MONTHS or before <= 0:
        return None
    return (year - before) * PPM // before


def _share(part: int, whole: int) -> int | None:
    return part * PPM // whole if whole > 0 else None
