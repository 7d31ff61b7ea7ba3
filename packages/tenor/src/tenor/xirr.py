"""The yearly rate of irregular cash flows, under any day count."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tenor.money import finite_decimal
from tenor.rates import AmbiguousYearlyCost, NoYearlyCost, rates_that_balance
from tenor.roots import WIDE
from tenor.year_fractions import year_fraction

_PLACES = Decimal("1E-15")


def decimal_of(fraction: Fraction) -> Decimal:
    """
    Return `fraction` as a decimal of forty digits.

    >>> decimal_of(Fraction(1, 4))
    Decimal('0.25')
    """
    return WIDE.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))


def xirr(
    flows: Sequence[tuple[date, Decimal]],
    *,
    day_count: str = "act/365f",
    guess: Decimal | None = None,
) -> Decimal:
    """
    Return the effective yearly rate at which `flows` are worth nothing, to 15 places.

    :param flows: (day, amount) in any order, amounts in one currency, both signs among them
    :param day_count: see tenor.year_fractions.CONVENTIONS
    :param guess: where several rates do it, the nearest to this one is meant, as spreadsheets do
    :raises NoYearlyCost: no rate does; :raises AmbiguousYearlyCost: several do and no guess
    :raises tenor.money.NotDecimal: an amount that is no finite Decimal
    :raises tenor.dates.UnknownDayCount: see tenor.year_fractions.year_fraction

    >>> xirr([(date(2025, 1, 1), Decimal(-1000)), (date(2026, 1, 1), Decimal(1100))])
    Decimal('0.100000000000000')
    """
    net: dict[date, Decimal] = defaultdict(Decimal)
    for day, amount in flows:
        net[day] = WIDE.add(net[day], finite_decimal(amount, "an amount"))
    days = sorted(day for day, amount in net.items() if amount)
    by_years: dict[Decimal, Decimal] = defaultdict(Decimal)
    for day in days:
        # Two days may be one to a convention: the 30th and the 31st to 30/360.
        years = decimal_of(year_fraction(day_count, days[0], day))
        by_years[years] = WIDE.add(by_years[years], net[day])
    times = sorted(years for years, amount in by_years.items() if amount)
    rates = rates_that_balance(times, [by_years[years] for years in times])
    if not rates:
        raise NoYearlyCost("no rate balances these flows")
    if guess is None and len(rates) > 1:
        raise AmbiguousYearlyCost(f"{len(rates)} rates balance these flows")
    near = finite_decimal(guess or Decimal(0), "a guess")
    return min(rates, key=lambda rate: abs(rate - near)).quantize(_PLACES, context=WIDE)
