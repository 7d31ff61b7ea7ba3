"""Exact money: a decimal amount with its currency, and shares that add up to the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Self

MINOR_DIGITS = MappingProxyType(
    {
        "AUD": 2,
        "BRL": 2,
        "CAD": 2,
        "CHF": 2,
        "CNY": 2,
        "EUR": 2,
        "GBP": 2,
        "HKD": 2,
        "IDR": 2,
        "INR": 2,
        "JPY": 0,
        "KES": 2,
        "KRW": 0,
        "KWD": 3,
        "MXN": 2,
        "SGD": 2,
        "THB": 2,
        "TND": 3,
        "USD": 2,
        "VND": 0,
        "ZAR": 2,
    }
)
"""Digits after the decimal point of each currency (source: ISO 4217, list one)."""

LIMIT_MINOR = 10**15
"""The largest amount in minor units, either sign; a larger one is a mistake of unit."""

# Wide enough that no sum and no product of ours is ever rounded; never the caller's context.
_WIDE = Context(prec=120, rounding=ROUND_HALF_EVEN)


class MoneyError(ValueError):
    """An amount of money that cannot be what it says; the family of this module's errors."""


class NotDecimal(MoneyError):
    """An amount or a factor that is no finite Decimal: a float has already lost the fen."""


class FractionOfMinorUnit(MoneyError):
    """An amount finer than the smallest unit of its currency."""


class UnknownCurrency(MoneyError):
    """A currency that the table of minor digits does not know."""


class MixedCurrencies(MoneyError):
    """Two amounts of different currencies added or compared."""


class AmountTooLarge(MoneyError):
    """An amount beyond LIMIT_MINOR."""


class NoShares(MoneyError):
    """Weights that cannot divide anything: none, all zero, or one below zero."""


def minor_digits(currency: str) -> int:
    """
    Return how many digits `currency` has after the decimal point.

    :raises UnknownCurrency: not in MINOR_DIGITS
    >>> minor_digits("JPY")
    0
    """
    try:
        return MINOR_DIGITS[currency]
    except KeyError:
        raise UnknownCurrency(f"no minor unit is known for the currency {currency!r}") from None


def finite_decimal(value: object, name: str) -> Decimal:
    """Return `value`, called `name`, as it is; :raises NotDecimal: it is no finite Decimal."""
    if not isinstance(value, Decimal) or not value.is_finite():
        raise NotDecimal(f"{name} must be a finite Decimal, not {value!r}")
    return value


# What each currency's amounts are rounded to, and the largest of them.
_UNITS = {code: Decimal((0, (1,), -digits)) for code, digits in MINOR_DIGITS.items()}
_LIMITS = {code: Decimal((0, (1,), 15 - digits)) for code, digits in MINOR_DIGITS.items()}


def _in_unit(amount: Decimal, currency: str, rounding: str | None = None) -> Decimal:
    """Return `amount` with exactly the digits of `currency`, never a negative zero."""
    minor_digits(currency)
    if amount and amount.adjusted() > 20:
        raise AmountTooLarge(f"{amount} {currency} is beyond {LIMIT_MINOR} minor units")
    fitted = amount.quantize(_UNITS[currency], rounding or ROUND_HALF_EVEN, _WIDE)
    if rounding is None and fitted != amount:
        raise FractionOfMinorUnit(f"{amount} is finer than the minor unit of {currency}")
    return _within(_WIDE.plus(fitted), currency)


def _within(amount: Decimal, currency: str) -> Decimal:
    """Return `amount`, already in the unit of `currency`; :raises AmountTooLarge: see there."""
    if _WIDE.abs(amount) > _LIMITS[currency]:
        raise AmountTooLarge(f"{amount} {currency} is beyond {LIMIT_MINOR} minor units")
    return amount


@dataclass(frozen=True, slots=True)
class Money:
    """
    An exact amount of one currency; `amount` is in major units (yuan), `minor` in minor (fen).

    :raises NotDecimal: the amount is a float, an int, a text or not finite
    :raises FractionOfMinorUnit: the amount is finer than the currency's minor unit
    :raises UnknownCurrency: see MINOR_DIGITS
    :raises AmountTooLarge: beyond 10**15 minor units, here and in every operation
    :raises MixedCurrencies: in +, -, <, <=, > and >=; == of two currencies is False

    >>> Money(Decimal("12.5")) + Money.from_minor(1)
    Money(amount=Decimal('12.51'), currency='CNY')
    """

    amount: Decimal
    currency: str = "CNY"

    def __post_init__(self) -> None:
        amount = _in_unit(finite_decimal(self.amount, "an amount"), self.currency)
        object.__setattr__(self, "amount", amount)

    @classmethod
    def _of(cls, amount: Decimal, currency: str) -> Self:
        """Return the money of an amount that is in its unit already: it is not looked at again."""
        money = object.__new__(cls)
        object.__setattr__(money, "amount", amount)
        object.__setattr__(money, "currency", currency)
        return money

    @classmethod
    def from_minor(cls, minor: int, currency: str = "CNY") -> Self:
        """
        Return the money of `minor` minor units; :raises NotDecimal: `minor` is not an int.

        >>> str(Money.from_minor(123456))
        '1234.56 CNY'
        """
        if not isinstance(minor, int) or isinstance(minor, bool):
            raise NotDecimal(f"minor units are counted in an int, not {minor!r}")
        if abs(minor) > LIMIT_MINOR:
            raise AmountTooLarge(f"{minor} minor units are beyond {LIMIT_MINOR}")
        return cls._of(_WIDE.scaleb(Decimal(minor), -minor_digits(currency)), currency)

    @classmethod
    def zero(cls, currency: str = "CNY") -> Self:
        """Return nothing of `currency`."""
        return cls(Decimal(0), currency)

    @property
    def minor(self) -> int:
        """Return the amount in minor units (fen)."""
        return int(_WIDE.scaleb(self.amount, minor_digits(self.currency)))

    def times(self, factor: Decimal, rounding: str = ROUND_HALF_EVEN) -> Self:
        """
        Multiply and round once to the minor unit: the only operation that rounds.

        :raises NotDecimal: `factor` is not a finite Decimal
        >>> str(Money(Decimal("0.05")).times(Decimal("0.5")))
        '0.02 CNY'
        """
        product = _WIDE.multiply(self.amount, finite_decimal(factor, "a factor"))
        return self._of(_in_unit(product, self.currency, rounding), self.currency)

    def _other(self, other: "Money") -> Decimal:
        if other.currency != self.currency:
            raise MixedCurrencies(f"{self.currency} and {other.currency} do not mix")
        return other.amount

    def __add__(self, other: "Money") -> Self:
        result = _WIDE.add(self.amount, self._other(other))
        return self._of(_within(result, self.currency), self.currency)

    def __sub__(self, other: "Money") -> Self:
        result = _WIDE.subtract(self.amount, self._other(other))
        return self._of(_within(result, self.currency), self.currency)

    def __neg__(self) -> Self:
        return self._of(_WIDE.minus(self.amount), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._other(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._other(other)

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._other(other)

    def __ge__(self, other: "Money") -> bool:
        return self.amount >= self._other(other)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class Ties(StrEnum):
    """Who takes the odd unit when two shares have the same remainder."""

    LARGER_WEIGHT = "larger_weight"
    FIRST = "first"


def split(
    total: int, weights: Sequence[int], *, ties: Ties = Ties.LARGER_WEIGHT
) -> tuple[int, ...]:
    """
    Divide `total` units by `weights` with the largest remainders; the shares add up to `total`.

    Equal remainders go to the larger weight, then to the earlier position. So the shares do not
    depend on the order of unequal weights; among equal weights only the position of the odd
    unit does. With `ties=Ties.FIRST` the position alone decides. A negative total is divided
    like its positive and turned.

    :raises NoShares: no weight, all zero, or one below zero
    Source: the Hamilton method of apportionment.

    >>> split(100, [1, 1, 1])
    (34, 33, 33)
    >>> split(5, [3, 7]), split(5, [3, 7], ties=Ties.FIRST)
    ((1, 4), (2, 3))
    """
    if any(weight < 0 for weight in weights) or not sum(weights):
        raise NoShares(f"nothing can be divided by the weights {list(weights)}")
    if total < 0:
        return tuple(-share for share in split(-total, weights, ties=ties))
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]

    def claim(position: int) -> tuple[int, int, int]:
        weight = weights[position]
        by_weight = -weight if ties is Ties.LARGER_WEIGHT else 0
        return -(total * weight % whole), by_weight, position

    for position in sorted(range(len(weights)), key=claim)[: total - sum(shares)]:
        shares[position] += 1
    return tuple(shares)


def split_money(
    total: Money, weights: Sequence[int], *, ties: Ties = Ties.LARGER_WEIGHT
) -> tuple[Money, ...]:
    """
    Divide `total` by `weights` to the minor unit; as `split`.

    >>> [str(share) for share in split_money(Money(Decimal("0.05")), [1, 1])]
    ['0.03 CNY', '0.02 CNY']
    """
    return tuple(
        Money.from_minor(share, total.currency) for share in split(total.minor, weights, ties=ties)
    )


def total_of(amounts: Sequence[Money], currency: str = "CNY") -> Money:
    """
    Add up `amounts`; nothing of `currency` if there is none.

    :raises MixedCurrencies: an amount is not in `currency`
    >>> str(total_of([Money(Decimal(1)), Money(Decimal(2))]))
    '3.00 CNY'
    """
    return sum(amounts, Money.zero(currency))
