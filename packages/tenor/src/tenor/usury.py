"""The all-in yearly cost against the ceiling in force, and the fee that lifted it above."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tenor.fees import Charge
from tenor.money import finite_decimal
from tenor.rates import Flows, yearly_cost


class AboveCeiling(ValueError):
    """A yearly cost above the ceiling; `cost` and `ceiling` are fractions a year."""

    def __init__(self, *, cost: Decimal, ceiling: Decimal) -> None:
        super().__init__(f"a yearly cost of {cost} is above the ceiling of {ceiling}")
        self.cost, self.ceiling = cost, ceiling


class RateAloneAboveCeiling(AboveCeiling):
    """A loan that is above the ceiling before any fee."""


@dataclass(frozen=True, slots=True)
class FeeBreaksCeiling:
    """The first `fee` with which the cost, until then `cost_before`, exceeds the ceiling."""

    fee: Charge
    cost_before: Decimal
    cost: Decimal
    ceiling: Decimal


class NoCeiling(ValueError):
    """A day on which no ceiling was in force yet."""


def ceiling_on(day: date, ceilings: Sequence[tuple[date, Decimal]]) -> Decimal:
    """
    Return the ceiling in force on `day`: the latest that began on it or before.

    :param ceilings: (first day in force, fraction a year), in any order
    :raises NoCeiling: the first of them began later

    >>> ceiling_on(date(2021, 6, 1), [(date(2020, 8, 20), Decimal("0.154")),
    ...                               (date(2022, 1, 20), Decimal("0.148"))])
    Decimal('0.154')
    """
    begun = [each for each in ceilings if each[0] <= day]
    if not begun:
        raise NoCeiling(f"no ceiling was in force on {day}")
    return max(begun)[1]


def check_ceiling(*, cost: Decimal, ceiling: Decimal) -> Decimal:
    """
    Return the room left below the ceiling, a fraction a year; equal to it is allowed.

    :raises AboveCeiling: the cost is above it
    :raises tenor.money.NotDecimal: one of them is a float

    >>> check_ceiling(cost=Decimal("0.10"), ceiling=Decimal("0.12"))
    Decimal('0.02')
    """
    if finite_decimal(cost, "a cost") > finite_decimal(ceiling, "a ceiling"):
        raise AboveCeiling(cost=cost, ceiling=ceiling)
    return ceiling - cost


def which_fee_broke_it(
    *,
    flows: Flows,
    fees: Sequence[Charge],
    ceiling: Decimal,
    measure: Callable[[Flows], Decimal] = yearly_cost,
) -> FeeBreaksCeiling | None:
    """
    Add the fees one by one, in their order; return the first that exceeds the ceiling, or None.

    :param flows: the borrower's flows without any fee (see fees.borrower_flows)
    :param measure: the yearly cost that the ceiling is a ceiling of
    :raises RateAloneAboveCeiling: the flows exceed it before any fee
    :raises tenor.rates.NoYearlyCost: see tenor.rates.yearly_cost
    """
    before = measure(flows)
    if before > ceiling:
        raise RateAloneAboveCeiling(cost=before, ceiling=ceiling)
    paid = list(flows)
    for fee in fees:
        paid.extend(fee.flows)
        cost = measure(paid)
        if cost > ceiling:
            return FeeBreaksCeiling(fee, before, cost, ceiling)
        before = cost
    return None
