"""Tax on rents, interest and fees, by the rates in force on each day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tenor.money import Money
from tenor.roots import WIDE


class Taxed(StrEnum):
    """What a tax is laid on."""

    RENT = "rent"
    INTEREST = "interest"
    FEE = "fee"


class NoTaxRate(ValueError):
    """A day on which no rate was in force yet for what is to be taxed."""


@dataclass(frozen=True, slots=True)
class TaxStep:
    """From `since` on, `rate` (a fraction) is laid on `what`; data of the rulebook."""

    what: Taxed
    since: date
    rate: Decimal


def tax_rate(steps: Sequence[TaxStep], *, what: Taxed, on: date) -> Decimal:
    """Return the rate in force on a day; :raises NoTaxRate: see there."""
    begun = [step for step in steps if step.what is what and step.since <= on]
    if not begun:
        raise NoTaxRate(f"no rate for {what} was in force on {on}")
    return max(begun, key=lambda step: step.since).rate


def tax_on(
    amount: Money, steps: Sequence[TaxStep], *, what: Taxed, on: date, included: bool = False
) -> Money:
    """
    Return the tax on an amount that falls due on a day, rounded half-even.

    :param included: the amount holds the tax: it is amount x rate / (1 + rate)
    :raises NoTaxRate: see there

    >>> steps = [TaxStep(Taxed.RENT, date(2019, 4, 1), Decimal("0.13"))]
    >>> str(tax_on(Money(Decimal(113)), steps, what=Taxed.RENT, on=date(2026, 1, 1), included=True))
    '13.00 CNY'
    """
    rate = tax_rate(steps, what=what, on=on)
    return amount.times(WIDE.divide(rate, 1 + rate) if included else rate)
