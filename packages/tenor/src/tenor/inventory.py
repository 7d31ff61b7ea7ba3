"""Lending on goods: loan to value, the margin call, and what may leave the warehouse."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from tenor.money import Money, finite_decimal
from tenor.roots import WIDE


class BadLines(ValueError):
    """Lines that are no shares above nil, or not in the order initial, call, sale."""


class NothingPledged(ValueError):
    """A loan on goods that are worth nothing: no ratio says how much that is."""


class ReleaseBlocked(ValueError):
    """Goods that may not leave while the loan stands above the line of the call."""


class Standing(StrEnum):
    """Where a loan on goods stands between its lines."""

    SOUND = "sound"
    CALLED = "called"
    SALE = "sale"


@dataclass(frozen=True, slots=True)
class Lines:
    """
    Loan to value at the start, at the margin call, and at which the goods may be sold.

    :raises BadLines: see there
    """

    initial: Decimal
    call: Decimal
    sale: Decimal

    def __post_init__(self) -> None:
        for line in (self.initial, self.call, self.sale):
            finite_decimal(line, "a line")
        if not 0 < self.initial <= self.call <= self.sale:
            raise BadLines(f"{self.initial}, {self.call} and {self.sale} are not in order")


@dataclass(frozen=True, slots=True)
class Margin:
    """
    How a loan stands, and what would bring it back to the initial line: `cash` repaid, or
    `goods` of that value added. Both are nil while it is sound.
    """

    loan_to_value: Decimal
    standing: Standing
    cash: Money
    goods: Money


def loan_to_value(loan: Money, value: Money) -> Decimal:
    """
    Return the loan as a fraction of the goods' value, unrounded.

    :raises NothingPledged: the goods are worth nothing

    >>> loan_to_value(Money(Decimal(60)), Money(Decimal(100)))
    Decimal('0.6')
    """
    if not Money.zero(value.currency) < value:
        raise NothingPledged(f"{loan} on goods of {value}")
    return WIDE.divide((loan + Money.zero(value.currency)).amount, value.amount)


def margin(loan: Money, value: Money, lines: Lines) -> Margin:
    """
    Return how a loan on goods stands; on a line it has reached it.

    :raises NothingPledged: see there; :raises tenor.money.MixedCurrencies: two currencies

    >>> lines = Lines(Decimal("0.6"), Decimal("0.7"), Decimal("0.8"))
    >>> called = margin(Money(Decimal(75)), Money(Decimal(100)), lines)
    >>> str(called.standing), str(called.cash), str(called.goods)
    ('called', '15.00 CNY', '25.00 CNY')
    """
    ratio, zero = loan_to_value(loan, value), Money.zero(value.currency)
    if ratio < lines.call:
        return Margin(ratio, Standing.SOUND, zero, zero)
    standing = Standing.SALE if ratio >= lines.sale else Standing.CALLED
    cash = loan - value.times(lines.initial, ROUND_DOWN)
    return Margin(ratio, standing, cash, _needed(loan, lines) - value)


def _needed(loan: Money, lines: Lines) -> Money:
    """Return the least value of goods that carries the loan at the initial line."""
    # Exactly: a rounded reciprocal would ask a minor unit too much.
    return Money.from_minor(ceil(loan.minor / Fraction(lines.initial)), loan.currency)


def releasable(*, loan: Money, repaid: Money, value: Money, lines: Lines) -> Money:
    """
    Return the value of goods that may leave against a repayment.

    What stays must carry the rest of the loan at the initial line.

    :raises ReleaseBlocked: even after the repayment the loan has reached the line of the call,
        or more is repaid than owed
    :raises NothingPledged: see there

    >>> lines = Lines(Decimal("0.6"), Decimal("0.7"), Decimal("0.8"))
    >>> str(releasable(loan=Money(Decimal(60)), repaid=Money(Decimal(30)),
    ...                value=Money(Decimal(100)), lines=lines))
    '50.00 CNY'
    """
    left, zero = loan - repaid, Money.zero(value.currency)
    if left < zero or margin(left, value, lines).standing is not Standing.SOUND:
        raise ReleaseBlocked(f"goods of {value} may not leave while {left} is owed")
    return max(value - _needed(left, lines), zero)
