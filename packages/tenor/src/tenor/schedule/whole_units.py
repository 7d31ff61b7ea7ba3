"""Plans of lenders who ask whole units: an instalment rounded up, or one agreed beforehand."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal, localcontext

from tenor.dates import DIGITS, Unit
from tenor.money import Money
from tenor.schedule.layout import Due, Rounding, rows_of
from tenor.schedule.terms import (
    BadTerms,
    Instalment,
    InstalmentBelowInterest,
    NoInstalments,
    Terms,
)


class NotPlainTerms(BadTerms):
    """Terms with more than one drawdown on the start date, repaid by months."""


_MOST_ROWS = 1200


def _dues(terms: Terms, level: Decimal) -> Iterator[Due]:
    """
    Yield what each row asks until nothing is left; the last row asks for all of it.

    The exact balance is kept and only its image in minor units is shown, so that the rounding
    of a row never enters the interest of the next.
    """
    rounding, rate = Rounding.of(terms), terms.rate_yearly / 12 * terms.every
    owed, shown, rows_left = terms.principal.amount, terms.principal.amount, terms.instalments
    while rows_left:
        interest = owed * rate
        rows_left -= 1
        if not rows_left or owed + interest <= level:
            owed, asked, rows_left = Decimal(0), shown + rounding.money(interest), 0
        else:
            owed, asked = owed + interest - level, level
        left = rounding.money(owed)
        yield Due(shown - left, asked - (shown - left))
        shown = left


def _check(terms: Terms) -> None:
    single = terms.drawn()[0].drawn_on == terms.start_date and len(terms.drawn()) == 1
    extras = (terms.down_payment_fraction, terms.grace_on_principal, terms.last_due_offset)
    if not single or any(extras) or terms.unit is not Unit.MONTHS:
        raise NotPlainTerms("this plan knows one drawdown on the start date, and months alone")


def whole_unit_plan(*, terms: Terms) -> tuple[Instalment, ...]:
    """
    Return equal instalments rounded **up** to a whole unit (yuan); the last row clears.

    Interest is a twelfth of the yearly rate on the unrounded balance, whatever the day count.

    :raises NotPlainTerms: see there
    :raises BadTerms: see Terms
    Source: schedule conventions, section 8 (Frappe Lending).

    >>> from datetime import date
    >>> terms = Terms(principal=Money(Decimal(1000)), rate_yearly=Decimal("0.12"), instalments=3,
    ...               start_date=date(2026, 1, 1))
    >>> [str(row.total.amount) for row in whole_unit_plan(terms=terms)]
    ['341.00', '341.00', '338.04']
    """
    _check(terms)
    with localcontext(DIGITS):
        rate = terms.rate_yearly / 12 * terms.every
        level = terms.principal.amount / terms.instalments
        if rate:
            level = terms.principal.amount * rate / (1 - (1 + rate) ** -terms.instalments)
        level = level.to_integral_value(ROUND_CEILING)
        dues = list(_dues(terms, level))
    return rows_of(replace(terms, instalments=len(dues)), dues)


def fixed_instalment_plan(*, terms: Terms, instalment: Money) -> tuple[Instalment, ...]:
    """
    Return the agreed `instalment` repeated until nothing is left; the last row is the rest.

    The number of rows is the result: `terms.instalments` is not read.

    :raises InstalmentBelowInterest: it does not even pay the first interest
    :raises NoInstalments: it would take more than 1200 rows
    :raises NotPlainTerms: see there
    Source: schedule conventions, section 8 (Frappe Lending).
    """
    _check(terms)
    open_end = replace(terms, instalments=_MOST_ROWS)
    with localcontext(DIGITS):
        if instalment.amount <= terms.principal.amount * terms.rate_yearly / 12 * terms.every:
            raise InstalmentBelowInterest(f"{instalment} never repays {terms.principal}")
        dues = list(_dues(open_end, instalment.amount))
    if len(dues) == _MOST_ROWS:
        raise NoInstalments(f"{instalment} takes {_MOST_ROWS} rows or more to repay the loan")
    return rows_of(replace(terms, instalments=len(dues)), dues)
