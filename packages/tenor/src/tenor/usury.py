"""The all-in yearly cost against the ceiling in force, and the fee that lifted it above."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tenor.fees import Fee
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

    fee: Fee
    cost_before: Decimal
    cost: Decimal
    ceiling: Decimal


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
    *, flows: Flows, fees: Sequence[Fee], ceiling: Decimal
) -> FeeBreaksCeiling | None:
    """
    Add the fees one by one, in their order; return the first that exceeds the ceiling, or None.

    :param flows: the borrower's flows without any fee (see fees.borrower_flows)
    :raises RateAloneAboveCeiling: the flows exceed it before any fee
    :raises tenor.rates.NoYearlyCost: see tenor.rates.yearly_cost
    """
    before = yearly_cost(flows)
    if before > ceiling:
        raise RateAloneAboveCeiling(cost=before, ceiling=ceiling)
    paid = list(flows)
    for fee in fees:
        paid.append((fee.on, -fee.amount))
        cost = yearly_cost(paid)
        if cost > ceiling:
            return FeeBreaksCeiling(fee, before, cost, ceiling)
        before = cost
    return None
