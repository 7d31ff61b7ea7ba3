"""What future payments are worth today, and the liability that a lease begins with."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from tenor.money import finite_decimal
from tenor.rates import RateOutOfRange
from tenor.roots import WIDE
from tenor.xirr import decimal_of

_PLACES = Decimal("1E-10")


class PaidAt(StrEnum):
    """Whether a period is paid for in advance or in arrears."""

    BEGINNING = "beginning"
    END = "end"


@dataclass(frozen=True, slots=True)
class Timing:
    """When payments fall: at an end of each period, and how many years a period has."""

    paid_at: PaidAt = PaidAt.END
    years: Fraction = Fraction(1, 12)

    def due(self, number: int) -> Fraction:
        """Return the years after commencement of the payment `number`, counted from one."""
        return (number - (self.paid_at is PaidAt.BEGINNING)) * self.years


def present_worth(flows: Sequence[tuple[Decimal, Decimal]], *, rate_yearly: Decimal) -> Decimal:
    """
    Return what `flows` are worth now, to 10 places.

    :param flows: (years from now, amount); :param rate_yearly: effective, above minus one
    :raises RateOutOfRange: a rate of minus one or less
    :raises tenor.money.NotDecimal: a figure that is no finite Decimal

    >>> present_worth([(Decimal(7), Decimal(35000))], rate_yearly=Decimal("0.06"))
    Decimal('23276.9989767818')
    """
    if finite_decimal(rate_yearly, "a rate") <= -1:
        raise RateOutOfRange(f"nothing is discounted at a rate of {rate_yearly}")
    with localcontext(WIDE):
        growth = 1 + rate_yearly
        total = sum(
            (
                finite_decimal(amount, "an amount") / growth ** finite_decimal(years, "years")
                for years, amount in flows
            ),
            Decimal(0),
        )
        return total.quantize(_PLACES)


def lease_liability(
    *, payments: Sequence[Decimal], timing: Timing, rate_yearly: Decimal
) -> Decimal:
    """
    Return the liability at commencement: the worth of the payments not yet made on that day.

    A payment due on the first day is made on it: it is part of the right of use, not of the
    liability.

    :param payments: one a period, in order; :param rate_yearly: effective
    :raises RateOutOfRange: see present_worth
    Source: IFRS 16, paragraph 26.

    >>> yearly = Timing(PaidAt.BEGINNING, Fraction(1))
    >>> round(lease_liability(payments=[Decimal(50000)] * 10, timing=yearly,
    ...                       rate_yearly=Decimal("0.05")))  # IFRS 16, example 13
    355391
    """
    due = ((timing.due(number), amount) for number, amount in enumerate(payments, start=1))
    left = [(decimal_of(years), amount) for years, amount in due if years]
    return present_worth(left, rate_yearly=rate_yearly)
