"""What the console may show: cells of enough firms, and offers against the ceiling."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

LEAST_FIRMS = 20
"""A cell of fewer firms could point at one of them, so its figure is not shown."""

BIN_WIDTH = Decimal("0.005")
NEAR_THE_CEILING = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Firms late by more than 30 days; `share` is a fraction, None where it is suppressed."""

    district: str
    model: str
    firms: int | None
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Bin:
    """Offers whose all-in cost is at least `start` and below `end`, both fractions a year."""

    start: Decimal
    end: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """All offers against the ceiling of the day; `near` lie within half a point below it."""

    bins: tuple[Bin, ...]
    offers: int
    ceiling: Decimal
    near: int
    above: int


def heat_cell(*, district: str, model: str, firms: int, late: int) -> HeatCell:
    """Return a cell, its figures suppressed if it counts fewer than 20 firms."""
    if firms < LEAST_FIRMS:
        return HeatCell(district, model, None, None)
    return HeatCell(district, model, firms, Decimal(late) / Decimal(firms))


def histogram(costs: Iterable[Decimal], *, ceiling: Decimal) -> Histogram:
    """Count yearly all-in costs in bins of half a point, empty ones between included."""
    known = sorted(costs)
    counts: dict[int, int] = {}
    for cost in known:
        place = int((cost / BIN_WIDTH).to_integral_value(ROUND_FLOOR))
        counts[place] = counts.get(place, 0) + 1
    places = range(min(counts), max(counts) + 1) if counts else range(0)
    return Histogram(
        bins=tuple(
            Bin(BIN_WIDTH * place, BIN_WIDTH * (place + 1), counts.get(place, 0))
            for place in places
        ),
        offers=len(known),
        ceiling=ceiling,
        near=sum(1 for cost in known if ceiling - NEAR_THE_CEILING <= cost <= ceiling),
        above=sum(1 for cost in known if cost > ceiling),
    )
