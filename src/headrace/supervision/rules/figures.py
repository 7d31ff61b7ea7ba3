"""What the console may show: cells of enough firms, and offers against the ceiling."""

from collections import Counter
from collections.abc import Collection
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
class OfferPoint:
    """What an offer costs a year, all in, and the ceiling it stood under; both fractions."""

    yearly_cost: Decimal
    ceiling: Decimal

    @property
    def room(self) -> Decimal:
        """Return how far the offer stays below its ceiling."""
        return self.ceiling - self.yearly_cost


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


def histogram(offers: Collection[OfferPoint], *, ceiling: Decimal) -> Histogram:
    """
    Count yearly all-in costs in bins of half a point, empty ones between included.

    Each offer is near or above its own ceiling; `ceiling` is the one that the picture shows.
    """
    counts = Counter(_place(each.yearly_cost) for each in offers)
    places = range(min(counts), max(counts) + 1) if counts else range(0)
    return Histogram(
        bins=tuple(
            Bin(BIN_WIDTH * place, BIN_WIDTH * (place + 1), counts[place]) for place in places
        ),
        offers=len(offers),
        ceiling=ceiling,
        near=sum(0 <= each.room <= NEAR_THE_CEILING for each in offers),
        above=sum(each.room < 0 for each in offers),
    )


def _place(cost: Decimal) -> int:
    return int((cost / BIN_WIDTH).to_integral_value(ROUND_FLOOR))
