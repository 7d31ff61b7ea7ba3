"""The plans of the progressive engine, each a way to repay the same terms."""

from dataclasses import replace

from tenor.schedule.declining import equal_instalment_dues, equal_principal_dues
from tenor.schedule.flat import flat_dues
from tenor.schedule.layout import rows_of
from tenor.schedule.terms import GraceTooLong, Instalment, Terms


def equal_instalment_plan(*, terms: Terms) -> tuple[Instalment, ...]:
    """
    Return equal instalments on a declining balance; the last one takes the remainder.

    The instalment is P x A / F over the true factor of each period, rounded half-even, and
    adjusted while the last row differs by more than half a minor unit a row. The principal
    parts always add up to the principal. Where the interest exceeds the instalment, the excess
    is carried to the next row.

    :raises BadTerms: see Terms
    Source: schedule conventions, sections 3, 4 and 6.

    >>> from datetime import date; from decimal import Decimal; from tenor import Money
    >>> terms = Terms(principal=Money(Decimal(100_000)), rate_yearly=Decimal("0.12"),
    ...               start_date=date(2026, 1, 31), instalments=12)
    >>> plan = equal_instalment_plan(terms=terms)
    >>> str(plan[0].total), str(plan[-1].total), str(plan[-1].balance)
    ('8884.88 CNY', '8884.85 CNY', '0.00 CNY')
    """
    return rows_of(terms, equal_instalment_dues(terms))


def equal_principal_plan(*, terms: Terms) -> tuple[Instalment, ...]:
    """
    Return rows that repay the same principal, round(P / n), and interest on the balance.

    The last row repays the remainder. `instalment_multiple_of` rounds only down payments: there
    is no equal instalment to be rounded.

    :raises BadTerms: see Terms
    Source: schedule conventions, section 7, with the period factors of section 2.
    """
    return rows_of(terms, equal_principal_dues(terms))


def bullet_plan(*, terms: Terms) -> tuple[Instalment, ...]:
    """
    Return rows of interest only, and all principal in the last.

    :raises GraceTooLong: the terms ask for a grace of their own; a bullet is nothing but grace
    :raises BadTerms: see Terms
    Source: schedule conventions, section 7, "Bullet".
    """
    if terms.grace_on_principal:
        raise GraceTooLong("a bullet plan repays in the last row whatever grace is asked")
    whole = replace(terms, grace_on_principal=terms.instalments - 1)
    return rows_of(terms, equal_principal_dues(whole))


def flat_plan(*, terms: Terms) -> tuple[Instalment, ...]:
    """
    Return equal instalments with interest on the amount drawn, not on the balance.

    :raises InstalmentBelowInterest: the instalment would not pay its own interest
    :raises GraceTooLong: flat interest of this engine knows no grace
    :raises BadTerms: see Terms
    Source: schedule conventions, section 5.
    """
    if terms.grace_on_principal:
        raise GraceTooLong("flat interest is spread over all rows: no grace on principal")
    return rows_of(terms, flat_dues(terms))
