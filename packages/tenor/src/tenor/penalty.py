"""Interest on what is late: simple, by actual days, never on itself."""

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from tenor.dates import DIGITS, DatesOutOfOrder
from tenor.money import Money, finite_decimal


class BadPenalty(ValueError):
    """A penalty on a negative amount, at a negative rate or over a year of no days."""


def penalty_interest(
    *,
    overdue: Money,
    rate_yearly: Decimal,
    from_date: date,
    to_date: date,
    days_in_year: int = 360,
) -> Money:
    """
    Return overdue x rate x days / days_in_year, rounded once, half-even, to the minor unit.

    :param overdue: what bears the penalty, zero or more; the caller chooses (principal alone, or
        principal and interest) and never passes an older penalty in
    :param rate_yearly: fraction a year of the penalty alone, 0.09 is 9 %
    :param from_date: the due date; its own day is free
    :param to_date: the day of payment or of the reckoning; it is charged
    :raises DatesOutOfOrder: `to_date` is before `from_date`
    :raises BadPenalty: see there; :raises tenor.money.NotDecimal: a rate that is a float

    >>> str(penalty_interest(overdue=Money(Decimal(10_000)), rate_yearly=Decimal("0.09"),
    ...                      from_date=date(2026, 3, 1), to_date=date(2026, 3, 11)))
    '25.00 CNY'
    """
    rate = finite_decimal(rate_yearly, "a rate")
    if overdue < Money.zero(overdue.currency) or rate < 0 or days_in_year < 1:
        raise BadPenalty(f"{rate_yearly} on {overdue} over a year of {days_in_year} days")
    if to_date < from_date:
        raise DatesOutOfOrder(f"{to_date} is before {from_date}")
    with localcontext(DIGITS):
        factor = rate * (to_date - from_date).days / days_in_year
    return overdue.times(factor, ROUND_HALF_EVEN)


def penalty_rate(*, rate_yearly: Decimal, surcharge: Decimal) -> Decimal:
    """
    Return the penalty rate of a loan at `rate_yearly` with a surcharge, both fractions.

    A surcharge of 0.5 asks one and a half times the agreed rate (source: the People's Bank of
    China allows banks 30 to 50 % on top of the agreed rate for late loans, Yinfa 2003 no. 251).

    :raises BadPenalty: one of them is below zero

    >>> penalty_rate(rate_yearly=Decimal("0.06"), surcharge=Decimal("0.5"))
    Decimal('0.090')
    """
    if finite_decimal(rate_yearly, "a rate") < 0 or finite_decimal(surcharge, "a surcharge") < 0:
        raise BadPenalty(f"a rate of {rate_yearly} with a surcharge of {surcharge}")
    with localcontext(DIGITS):
        return rate_yearly * (1 + surcharge)
