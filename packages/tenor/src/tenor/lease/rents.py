"""Rents of any shape, each split into the interest it bears and the cost it recovers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from tenor.lease.worth import PaidAt
from tenor.money import Money, finite_decimal
from tenor.roots import WIDE


class BadRents(ValueError):
    """Rents that cannot be; the family of this module's errors."""


class NoRents(BadRents):
    """No rent, one below zero, or none above: nothing would recover the cost."""


class ResidualTooHigh(BadRents):
    """A residual below zero, or worth so much that there is nothing to be rented."""


class RentBelowInterest(BadRents):
    """Rents whose rounding asks more than the last of them can give back."""


@dataclass(frozen=True, slots=True)
class Rent:
    """
    A rent as the lessor books it: `interest` since the rent before, `cost` recovered, and the
    `balance` still invested after it; `amount` is always `interest + cost`.
    """

    number: int
    amount: Money
    interest: Money
    cost: Money
    balance: Money


def level(count: int) -> tuple[Decimal, ...]:
    """Return the shape of `count` equal rents; :raises NoRents: less than one."""
    return _shape([Decimal(1)] * count)


def stepped(count: int, *, every: int, growth: Decimal) -> tuple[Decimal, ...]:
    """
    Return the shape of rents that change by `growth` (a fraction) after each `every` of them.

    :raises NoRents: less than one rent, or a step of less than one

    >>> stepped(4, every=2, growth=Decimal("0.1"))
    (Decimal('1'), Decimal('1'), Decimal('1.1'), Decimal('1.1'))
    """
    if every < 1:
        raise NoRents(f"rents cannot change after each {every} of them")
    with localcontext(WIDE):
        return _shape([(1 + growth) ** (number // every) for number in range(count)])


def seasonal(count: int, *, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """
    Return the shape of rents that repeat the `weights` of a season's periods; nil is allowed.

    :raises NoRents: no weight above zero, or one below

    >>> seasonal(5, weights=[Decimal(0), Decimal(2)])
    (Decimal('0'), Decimal('2'), Decimal('0'), Decimal('2'), Decimal('0'))
    """
    if not weights:
        raise NoRents("a season has no periods")
    return _shape([weights[number % len(weights)] for number in range(count)])


def _shape(weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    if any(finite_decimal(each, "a weight") < 0 for each in weights) or not any(weights):
        raise NoRents("rents need a weight above zero and none below")
    return tuple(weights)


def rents(
    *,
    cost: Money,
    shape: Sequence[Decimal],
    rate_of_period: Decimal,
    residual: Money,
    paid_at: PaidAt = PaidAt.END,
) -> tuple[Rent, ...]:
    """
    Return the rents of `shape` that recover `cost` down to `residual` at the rate.

    One unit of the shape is (cost - residual's worth) / the worth of the shape, rounded
    half-even in each rent; the last rent takes the remainder, so that the balance ends at
    `residual` exactly. A balloon is a residual that the lessee must pay.

    :param cost: of the asset, less a down payment
    :param rate_of_period: a fraction for one period between rents, 0.01 is 1 %
    :param residual: at the end of the last period: with the last rent, or a period after it if
        rents are paid in advance; then a last row of no rent bears the interest until that day
    :raises BadRents: one of its family; :raises tenor.money.MixedCurrencies: two currencies

    >>> rows = rents(cost=Money(Decimal(10000)), shape=level(3), residual=Money(Decimal(1000)),
    ...              rate_of_period=Decimal("0.01"))
    >>> [str(row.amount) for row in rows], str(rows[-1].balance)
    (['3070.20 CNY', '3070.20 CNY', '3070.20 CNY'], '1000.00 CNY')
    """
    rate = finite_decimal(rate_of_period, "a rate")
    if not shape or shape[-1] <= 0 or rate < 0:
        # The last rent takes what rounding left: it must have room for it.
        raise NoRents(f"{len(shape)} rents at a rate of {rate}, the last of some amount")
    if residual < Money.zero(cost.currency):
        raise ResidualTooHigh(f"a residual of {residual} is below zero")
    unit = _unit(cost, _shape(shape), rate, residual, paid_at)
    amounts = [cost.times(WIDE.multiply(unit, weight)) for weight in shape[:-1]]
    return _rows(cost, amounts, rate, residual, paid_at)


def _unit(
    cost: Money, shape: Sequence[Decimal], rate: Decimal, residual: Money, paid_at: PaidAt
) -> Decimal:
    """Return the rent of one unit of the shape, as a share of the cost."""
    first = 0 if paid_at is PaidAt.BEGINNING else 1
    with localcontext(WIDE):
        discount = 1 / (1 + rate)
        worth = sum((w * discount ** (first + k) for k, w in enumerate(shape)), Decimal(0))
        left = cost.amount - residual.amount * discount ** len(shape)
        if left <= 0:
            raise ResidualTooHigh(f"a residual of {residual} leaves nothing to be rented")
        return left / worth / cost.amount


def _rows(
    cost: Money, amounts: Sequence[Money], rate: Decimal, residual: Money, paid_at: PaidAt
) -> tuple[Rent, ...]:
    zero, in_advance = Money.zero(cost.currency), paid_at is PaidAt.BEGINNING
    rows: list[Rent] = []
    balance = cost
    for number, amount in enumerate(amounts, start=1):
        interest = zero if in_advance and number == 1 else balance.times(rate)
        balance -= amount - interest
        rows.append(Rent(number, amount, interest, amount - interest, balance))
    interest = balance.times(rate) if rows or not in_advance else zero
    end = residual.times(WIDE.divide(Decimal(1), 1 + rate)) if in_advance else residual
    last = balance + interest - end
    if last < zero:
        raise RentBelowInterest(f"the last rent would be {last}")
    rows.append(Rent(len(rows) + 1, last, interest, balance - end, end))
    if residual != end:
        grown = residual - end
        rows.append(Rent(len(rows) + 1, zero, grown, -grown, residual))
    return tuple(rows)
