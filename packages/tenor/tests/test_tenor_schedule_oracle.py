"""A slow oracle in exact fractions, written from the conventions alone, agrees with the plans."""

import calendar
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tenor.dates import DayCount
from tenor.money import Money
from tenor.schedule import Terms, bullet_plan, equal_instalment_plan, equal_principal_plan


class ExactTie(Exception):
    """Interest of exactly half a fen: there, nineteen digits and fractions may differ."""


def month_later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def interest_minor(balance: int, factor: Fraction) -> int:
    exact = balance * factor
    if factor and exact.denominator == 2:
        raise ExactTie
    return round(exact)


def factors(agreed: Terms) -> list[Fraction]:
    rate, found = Fraction(agreed.rate_yearly), []
    for number in range(agreed.instalments):
        first = month_later(agreed.start_date, number)
        last = month_later(agreed.start_date, number + 1)
        year = Fraction(1, 12)
        if agreed.day_count.days_in_month is None:
            year = Fraction((last - first).days, agreed.day_count.days_in_year)
        found.append(rate * year)
    return found


def level_rows(balance: int, steps: list[Fraction], level: int) -> list[tuple[int, int]]:
    rows, waiting = [], 0
    for number, step in enumerate(steps, start=1):
        interest = interest_minor(balance, step) + waiting
        asked = balance + interest if number == len(steps) else level
        waiting = max(0, interest - asked)
        principal = min(asked - (interest - waiting), balance)
        rows.append((principal, interest - waiting))
        balance -= principal
    return rows


def equal_instalments(agreed: Terms) -> list[tuple[int, int]]:
    steps, principal, count = factors(agreed), agreed.principal.minor, agreed.instalments
    growth, worth = Fraction(1), Fraction(0)
    for step in steps:
        growth, worth = growth * (1 + step), worth * (1 + step) + 1
    level = round(principal * growth / worth)
    rows = level_rows(principal, steps, level)
    for _ in range(3):
        gap = sum(rows[-1]) - level
        if count == 1 or abs(gap) <= count // 2:
            break
        other = level + round(Fraction(gap, count))
        other_rows = level_rows(principal, steps, other)
        if abs(sum(other_rows[-1]) - other) >= abs(gap):
            break
        level, rows = other, other_rows
    return rows


def fixed_principal(agreed: Terms, part: int) -> list[tuple[int, int]]:
    balance, rows = agreed.principal.minor, []
    for number, step in enumerate(factors(agreed), start=1):
        repaid = balance if number == agreed.instalments else min(part, balance)
        rows.append((repaid, interest_minor(balance, step)))
        balance -= repaid
    return rows


@st.composite
def contracts(draw) -> Terms:
    count = st.sampled_from([DayCount(), DayCount(days_in_year=365, days_in_month=None)])
    return Terms(
        principal=Money.from_minor(draw(st.integers(1, 10**11))),
        rate_yearly=draw(st.decimals(0, 3, places=7)),
        start_date=draw(st.dates(date(2000, 1, 1), date(2060, 1, 1))),
        instalments=draw(st.integers(1, 60)),
        day_count=draw(count),
    )


def minors(plan) -> list[tuple[int, int]]:
    return [(row.principal.minor, row.interest.minor) for row in plan]


@settings(max_examples=200, deadline=None)
@given(contracts())
def test_the_oracle_agrees_with_every_row(agreed):
    part = round(Fraction(agreed.principal.minor, agreed.instalments))
    try:
        level, fixed = equal_instalments(agreed), fixed_principal(agreed, part)
        bullet = fixed_principal(agreed, 0)
    except ExactTie:
        assume(False)
    assert minors(equal_instalment_plan(terms=agreed)) == level
    assert minors(equal_principal_plan(terms=agreed)) == fixed
    assert minors(bullet_plan(terms=agreed)) == bullet


def test_the_oracle_knows_the_worked_figure_of_the_conventions():
    # 75 yuan at 12.3 % over five months, 360/30: the first case of the worked schedules.
    agreed = Terms(
        principal=Money(Decimal(75)),
        rate_yearly=Decimal("0.123"),
        start_date=date(2024, 1, 1),
        instalments=5,
    )
    assert equal_instalments(agreed)[:2] == [(1470, 77), (1485, 62)]
