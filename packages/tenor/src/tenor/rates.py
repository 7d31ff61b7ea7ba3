"""Rates of a year and of a period, and the all-in yearly cost of a row of cash flows."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, localcontext

from tenor.money import Money, NotDecimal
from tenor.roots import WIDE, roots_of_powers

Flows = Sequence[tuple[date, Money]]
"""Dated amounts as one party sees them: what it receives is positive, what it pays negative."""

_PLACES = Decimal("1E-10")
# The logarithms of a year's discount: from 3E16 a year down to one that loses nearly all.
_LOWEST, _HIGHEST = Decimal(-38), Decimal(34)
_ABSURD = Decimal(100)
_DAYS_IN_YEAR = 365


class RateError(ValueError):
    """A rate that cannot be, or that does not exist; the family of this module's errors."""


class RateOutOfRange(RateError):
    """A rate of minus one or less, or a count of periods below one."""


class NoYearlyCost(RateError):
    """Flows that no rate balances: none, all of one sign, or a cost beyond any bracket."""


class AmbiguousYearlyCost(RateError):
    """Flows that several rates balance, so that none is their cost."""


def _checked(rate: Decimal, periods: int) -> Decimal:
    if not isinstance(rate, Decimal) or not rate.is_finite():
        raise NotDecimal(f"a rate must be a finite Decimal, not {rate!r}")
    if rate <= -1 or periods < 1:
        raise RateOutOfRange(f"a rate of {rate} over {periods} periods")
    return rate


def effective_from_nominal(nominal_yearly: Decimal, periods_a_year: int) -> Decimal:
    """
    Return (1 + j/m)^m - 1, a fraction a year to 10 places.

    :raises RateOutOfRange: see RateError
    >>> effective_from_nominal(Decimal("0.12"), 12)
    Decimal('0.1268250301')
    """
    with localcontext(WIDE):
        rate_of_period = _checked(nominal_yearly / max(periods_a_year, 1), periods_a_year)
        return ((1 + rate_of_period) ** periods_a_year - 1).quantize(_PLACES)


def nominal_from_effective(effective_yearly: Decimal, periods_a_year: int) -> Decimal:
    """
    Return m x ((1 + i)^(1/m) - 1), a nominal fraction a year to 10 places.

    :raises RateOutOfRange: see RateError
    >>> nominal_from_effective(Decimal("0.1268250301"), 12)
    Decimal('0.1200000000')
    """
    rate = _checked(effective_yearly, periods_a_year)
    with localcontext(WIDE):
        of_period = (1 + rate) ** (Decimal(1) / periods_a_year) - 1
        return (of_period * periods_a_year).quantize(_PLACES)


def yearly_from_monthly(rate_monthly: Decimal) -> Decimal:
    """Return the nominal yearly rate of a rate quoted per month: twelve times it."""
    return WIDE.multiply(_checked(rate_monthly, 1), Decimal(12))


def yearly_from_term(rate_of_term: Decimal, *, periods: int, periods_a_year: int) -> Decimal:
    """
    Return the nominal yearly rate of a rate quoted for the whole term of `periods`.

    :param periods_a_year: 12 for months, 52 for weeks, 365 for days
    :raises RateOutOfRange: less than one period
    Source: schedule conventions, section 0.

    >>> yearly_from_term(Decimal("0.06"), periods=6, periods_a_year=12)
    Decimal('0.12')
    """
    rate = _checked(rate_of_term, min(periods, periods_a_year))
    return WIDE.multiply(WIDE.divide(rate, Decimal(periods)), Decimal(periods_a_year))


def yearly_cost(flows: Flows) -> Decimal:
    """
    Return the effective yearly rate that balances `flows`, a fraction to 10 places.

    The method of the annual percentage rate of charge: the sum of amount x (1 + x)^-t is zero,
    t being the days since the first flow divided by 365. The sign of the flows may be turned
    as a whole: borrower and lender find the same rate. Where several rates balance the flows
    those above 100 (10 000 %) are left out, then those below nil where the money had costs more
    than nothing without compounding (or above nil where it costs less).

    :raises NoYearlyCost: see there; :raises AmbiguousYearlyCost: see there
    :raises MixedCurrencies: flows of several currencies
    Source: Directive 2008/48/EC, annex I, part I.

    >>> from datetime import date
    >>> yearly_cost([(date(2025, 1, 1), Money(Decimal(1000))),
    ...              (date(2026, 1, 1), Money(Decimal(-1100)))])
    Decimal('0.1000000000')
    """
    days, amounts = _by_day(flows)
    with localcontext(WIDE):
        rate = balancing_rate([Decimal(day) for day in days], amounts, times_in_year=_DAYS_IN_YEAR)
        return rate.quantize(_PLACES)


def yearly_cost_nominal_monthly(flows: Flows) -> Decimal:
    """
    Return the nominal yearly rate, compounded monthly, that costs as much as `flows`.

    It is 12 x ((1 + x)^(1/12) - 1) of the effective `yearly_cost` x: the figure to be compared
    with a quoted yearly rate that is paid by the month.

    :raises NoYearlyCost: see yearly_cost; :raises AmbiguousYearlyCost: see yearly_cost
    """
    return nominal_from_effective(yearly_cost(flows), 12)


def yearly_cost_by_years(flows: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """
    Return the same cost for amounts at given times in years, however they were counted.

    :param flows: (years since the first flow, amount), both Decimal
    :raises NoYearlyCost: see yearly_cost; :raises AmbiguousYearlyCost: see yearly_cost
    Source: Directive 2008/48/EC, annex I, whose intervals may be equal months or weeks.

    >>> yearly_cost_by_years([(Decimal(0), Decimal(100)), (Decimal("0.5"), Decimal(-110))])
    Decimal('0.2100000000')
    """
    net: dict[Decimal, Decimal] = defaultdict(Decimal)
    with localcontext(WIDE):
        for years, amount in flows:
            net[years] += amount
        times = sorted(years for years, amount in net.items() if amount)
        return balancing_rate(times, [net[years] for years in times]).quantize(_PLACES)


def _by_day(flows: Flows) -> tuple[list[int], list[Decimal]]:
    """Return the days since the first flow and their net amounts, none of them nil."""
    net: dict[date, Money] = defaultdict(lambda: Money.zero(flows[0][1].currency))
    for day, amount in flows:
        net[day] += amount
    kept = sorted((day, amount.amount) for day, amount in net.items() if amount)
    return [(day - kept[0][0]).days for day, _ in kept], [amount for _, amount in kept]


def balancing_rate(
    times: Sequence[Decimal], amounts: Sequence[Decimal], *, times_in_year: int = 1
) -> Decimal:
    """
    Return the one yearly rate that balances the amounts, unrounded, chosen as in yearly_cost.

    :param times: ascending, `times_in_year` of them a year; :param amounts: none of them nil
    :raises NoYearlyCost: none does; :raises AmbiguousYearlyCost: several do
    """
    rates = rates_that_balance(times, amounts, times_in_year=times_in_year)
    if not rates:
        raise NoYearlyCost("no rate balances these flows")
    if len(rates) > 1:
        # A fee paid weeks before the drawdown is also balanced by an absurd rate.
        rates = [rate for rate in rates if rate <= _ABSURD]
    if len(rates) > 1:
        # A deposit that comes back last is also balanced by a rate near the loss of all.
        above = _simple_cost_is_above_nil(times, amounts)
        rates = [rate for rate in rates if (rate > 0) is above]
    if len(rates) != 1:
        raise AmbiguousYearlyCost(f"{len(rates)} rates balance these flows")
    return rates[0]


def _simple_cost_is_above_nil(times: Sequence[Decimal], amounts: Sequence[Decimal]) -> bool:
    """Tell whether who has the use of the money pays back more than he received."""
    with localcontext(WIDE):
        # Every amount stays until the last day: their sum is money times the time it was had.
        had = sum((a * (times[-1] - t) for t, a in zip(times, amounts, strict=True)), Decimal(0))
        return had * sum(amounts, Decimal(0)) < 0


def rates_that_balance(
    times: Sequence[Decimal], amounts: Sequence[Decimal], *, times_in_year: int = 1
) -> list[Decimal]:
    """
    Return every effective yearly rate, descending, at which the amounts are worth nothing.

    :param times: ascending, `times_in_year` of them a year; :param amounts: none of them nil

    >>> [round(rate, 10) for rate in rates_that_balance(
    ...     [Decimal(0), Decimal(1)], [Decimal(-100), Decimal(108)])]
    [Decimal('0.0800000000')]
    """
    with localcontext(WIDE):
        low, high = _LOWEST / times_in_year, _HIGHEST / times_in_year
        roots = roots_of_powers(times, amounts, low, high)
        return [(-root * times_in_year).exp() - 1 for root in roots]
