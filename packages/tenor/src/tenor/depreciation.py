"""How the worth of an asset is written down over the periods of its use."""

from decimal import Decimal

from tenor.money import Money, finite_decimal, split_money
from tenor.roots import WIDE


class NothingToWriteDown(ValueError):
    """No period, a residual below zero or above the cost, or a rate not between nil and one."""


def straight_line(*, cost: Money, residual: Money, periods: int) -> tuple[Money, ...]:
    """
    Return equal parts of cost - residual, to the minor unit; they add up to it.

    :raises NothingToWriteDown: see there

    >>> [str(part) for part in straight_line(cost=Money(Decimal(100)), periods=3,
    ...                                      residual=Money(Decimal(0)))]
    ['33.34 CNY', '33.33 CNY', '33.33 CNY']
    """
    _check(cost, residual, periods)
    return split_money(cost - residual, [1] * periods)


def declining(
    *, cost: Money, residual: Money, periods: int, rate: Decimal | None = None
) -> tuple[Money, ...]:
    """
    Return parts of the declining worth, going over to equal parts once these are larger.

    :param rate: the share of the worth that each period writes off; if not given, double the
        straight one: 2 / periods, one at most
    :raises NothingToWriteDown: see there

    >>> [str(part.amount) for part in declining(cost=Money(Decimal(1000)), periods=5,
    ...                                         residual=Money(Decimal(100)))]
    ['400.00', '240.00', '144.00', '86.40', '29.60']
    """
    _check(cost, residual, periods)
    share = WIDE.divide(Decimal(2), Decimal(max(periods, 2))) if rate is None else rate
    if not 0 < finite_decimal(share, "a rate") <= 1:
        raise NothingToWriteDown(f"a rate of {share} writes nothing down")
    parts: list[Money] = []
    worth = cost
    for left in range(periods, 1, -1):
        part = min(worth.times(share), worth - residual)
        if part.minor * left <= (worth - residual).minor:
            return (*parts, *straight_line(cost=worth, residual=residual, periods=left))
        parts.append(part)
        worth -= part
    return (*parts, worth - residual)


def _check(cost: Money, residual: Money, periods: int) -> None:
    if periods < 1 or not Money.zero(cost.currency) <= residual <= cost:
        raise NothingToWriteDown(f"{cost} down to {residual} in {periods} periods")
