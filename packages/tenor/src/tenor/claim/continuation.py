"""A plan that goes on from a day in its middle: repaid in part, at a new rate, or restructured."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext

from tenor.dates import DIGITS, Period
from tenor.money import Money
from tenor.schedule.layout import Rounding
from tenor.schedule.terms import (
    BadTerms,
    Instalment,
    InstalmentBelowInterest,
    NothingToRepay,
    Terms,
)


class NoPeriodLeft(BadTerms):
    """A day on which no period of the plan runs, so that nothing can go on from it."""


class RepaysTooMuch(BadTerms):
    """A part repayment of nothing, or of all that is owed and more: that is a pay-off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    Where a loan stands on the day `on`.

    :param principal: unpaid, due or not
    :param accrued: interest since the last due date that is not paid; the next row asks for it
    :param arrears: interest, fees and penalties that are past due
    :raises NothingToRepay: nothing is owed, or an amount is below zero
    """

    on: date
    principal: Money
    accrued: Money
    arrears: Money

    def __post_init__(self) -> None:
        zero = Money.zero(self.principal.currency)
        if self.principal <= zero or self.accrued < zero or self.arrears < zero:
            raise NothingToRepay(f"nothing goes on with {self.principal} owed on {self.on}")


def after_part_repayment(
    *, terms: Terms, standing: Standing, paid: Money, keep_instalment: Money | None = None
) -> tuple[Instalment, ...]:
    """
    Return the rows that remain after principal was repaid early.

    :param paid: principal, less than all of it
    :param keep_instalment: asked on, so that the last rows fall away; None: the same rows ask less
    :raises RepaysTooMuch: see there; :raises NoPeriodLeft: see there
    :raises InstalmentBelowInterest: an instalment that does not pay the interest of a period

    >>> terms = Terms(principal=Money(Decimal(1200)), rate_yearly=Decimal(0), instalments=12,
    ...               start_date=date(2026, 1, 1))
    >>> zero = Money.zero()
    >>> standing = Standing(on=date(2026, 7, 1), principal=Money(Decimal(600)), accrued=zero,
    ...                     arrears=zero)
    >>> rows = after_part_repayment(terms=terms, standing=standing, paid=Money(Decimal(300)))
    >>> [str(row.total.amount) for row in rows]
    ['50.00', '50.00', '50.00', '50.00', '50.00', '50.00']
    >>> len(after_part_repayment(terms=terms, standing=standing, paid=Money(Decimal(300)),
    ...                          keep_instalment=Money(Decimal(100))))
    3
    """
    zero = Money.zero(standing.principal.currency)
    if not zero < paid < standing.principal:
        raise RepaysTooMuch(f"{paid} of {standing.principal}")
    left = replace(standing, principal=standing.principal - paid)
    return _continued(terms, left, level=keep_instalment)


def at_new_rate(
    *, terms: Terms, standing: Standing, rate_yearly: Decimal
) -> tuple[Instalment, ...]:
    """
    Return the rows that remain when the rate changes in flight, from the day `standing.on`.

    Interest accrued before at the old rate stays, and is asked by the next row; the instalment is
    solved anew over the rows that are left.

    :param rate_yearly: nominal fraction a year
    :raises NoPeriodLeft: see there; :raises BadTerms: see Terms
    """
    return _continued(replace(terms, rate_yearly=rate_yearly), standing)


def restructured(
    *,
    terms: Terms,
    standing: Standing,
    more_instalments: int = 0,
    capitalise_arrears: bool = True,
    rate_yearly: Decimal | None = None,
    free_until: date | None = None,
) -> tuple[Instalment, ...]:
    """
    Return the rows of a loan that is restructured on the day `standing.on`.

    :param more_instalments: the plan is longer by so many periods
    :param capitalise_arrears: True: arrears become principal; False: the next row asks for them
    :param rate_yearly: from now on; None: as before
    :param free_until: an interest holiday: days before it bear no interest
    :raises NoPeriodLeft: see there; :raises BadTerms: see Terms

    >>> terms = Terms(principal=Money(Decimal(300)), rate_yearly=Decimal("0.12"), instalments=3,
    ...               start_date=date(2026, 1, 1))
    >>> standing = Standing(on=date(2026, 4, 1), principal=Money(Decimal(100)),
    ...                     accrued=Money.zero(), arrears=Money(Decimal(2)))
    >>> rows = restructured(terms=terms, standing=standing, more_instalments=2,
    ...                     free_until=date(2026, 5, 1))
    >>> [(str(row.due_date), str(row.total.amount)) for row in rows]
    [('2026-05-01', '51.25'), ('2026-06-01', '51.26')]
    """
    if more_instalments < 0:
        raise NoPeriodLeft(f"a plan is not restructured by {more_instalments} instalments")
    longer = replace(
        terms,
        # A last due date of its own was that of the shorter plan.
        last_due_offset=None if more_instalments else terms.last_due_offset,
        instalments=terms.instalments + more_instalments,
        rate_yearly=terms.rate_yearly if rate_yearly is None else rate_yearly,
    )
    zero = Money.zero(standing.principal.currency)
    if capitalise_arrears:
        standing = replace(standing, principal=standing.principal + standing.arrears, arrears=zero)
    return _continued(longer, standing, free_until=free_until)


def _continued(
    terms: Terms,
    standing: Standing,
    *,
    level: Money | None = None,
    free_until: date | None = None,
) -> tuple[Instalment, ...]:
    """Return the rows due after the day, the first one with all that is already asked."""
    number = terms.instalments
    periods = [period for period in terms.periods() if period.end > standing.on]
    if not periods or periods[0].start > standing.on:
        raise NoPeriodLeft(f"no period of the plan runs on {standing.on}")
    number -= len(periods)
    asked = standing.accrued + standing.arrears
    with localcontext(DIGITS):
        bears_from = max(standing.on, free_until or standing.on)
        factors = [_factor(terms, period, bears_from) for period in periods]
        amount = _level(terms, standing.principal.amount, asked.amount, factors)
        if level is not None:
            amount = level.amount
            if amount <= Rounding.of(terms).money(standing.principal.amount * max(factors)):
                raise InstalmentBelowInterest(f"{level} never repays {standing.principal}")
        return _rows(terms, standing, periods, factors, amount, number)


def _factor(terms: Terms, period: Period, bears_from: date) -> Decimal:
    first = min(max(period.start, bears_from), period.end)
    return terms.day_count.factor(terms.rate_yearly, period, first)


def _level(terms: Terms, owed: Decimal, asked: Decimal, factors: Sequence[Decimal]) -> Decimal:
    """Return the equal instalment that repays what is owed, and in its first row what is asked."""
    grown, worth = owed * (1 + factors[0]) + asked, Decimal(1)
    for factor in factors[1:]:
        grown, worth = grown * (1 + factor), worth * (1 + factor) + 1
    return Rounding.of(terms).instalment(grown / worth)


def _rows(
    terms: Terms,
    standing: Standing,
    periods: Sequence[Period],
    factors: Sequence[Decimal],
    level: Decimal,
    number: int,
) -> tuple[Instalment, ...]:
    """Ask the level of each row until nothing is left; the last period asks for the rest."""
    rounding, currency = Rounding.of(terms), standing.principal.currency
    balance, waiting = standing.principal.amount, (standing.accrued + standing.arrears).amount
    rows: list[Instalment] = []
    for period, factor in zip(periods, factors, strict=True):
        if not balance and not waiting:
            break
        interest = rounding.money(balance * factor) + waiting
        total = min(level, balance + interest) if period is not periods[-1] else balance + interest
        if total < interest:
            # A first row may be too small for the arrears; the rows after ask for what is left.
            waiting, interest = interest - total, total
        else:
            waiting = Decimal(0)
        principal = total - interest
        balance -= principal
        number += 1
        parts = (Money(principal, currency), Money(interest, currency), Money(total, currency))
        left = Money(balance, currency)
        rows.append(Instalment(number, period.end, period.days, *parts, left))
    return tuple(rows)
