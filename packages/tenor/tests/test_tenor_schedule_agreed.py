"""Plans whose dates and amounts were agreed one by one."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tenor.dates import DayCount
from tenor.money import Money
from tenor.schedule import (
    Agreed,
    BadTerms,
    DueDatesOutOfOrder,
    InstalmentBelowInterest,
    MoreThanOwed,
    NegativeRate,
    NoActualDays,
    NoInstalments,
    agreed_plan,
)

START = date(2025, 12, 31)
TERMS = {"principal": Money(Decimal(36_500)), "rate_yearly": Decimal("0.10"), "start_date": START}
SPRING, AUTUMN, WINTER = date(2026, 4, 10), date(2026, 9, 7), date(2026, 12, 6)


def test_asks_interest_a_total_and_a_principal_as_agreed():
    plan = agreed_plan(
        **TERMS,
        rows=[
            Agreed(SPRING),
            Agreed(AUTUMN, total=Money(Decimal(20_000))),
            Agreed(WINTER, principal=Money(Decimal(1))),
        ],
    )
    assert [row.interest.minor for row in plan] == [100_000, 150_000, 44_384]
    assert [row.principal.minor for row in plan] == [0, 1_850_000, 1_800_000]
    assert [row.balance.minor for row in plan] == [3_650_000, 1_800_000, 0]


def test_asks_a_principal_that_was_agreed():
    rows = [Agreed(SPRING, principal=Money(Decimal(6_500))), Agreed(AUTUMN)]
    assert [row.total.minor for row in agreed_plan(**TERMS, rows=rows)] == [750_000, 3_123_288]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"rows": []}, NoInstalments),
        ({"rows": [Agreed(START)]}, DueDatesOutOfOrder),
        ({"rows": [Agreed(AUTUMN), Agreed(SPRING)]}, DueDatesOutOfOrder),
        ({"rows": [Agreed(SPRING, Money(Decimal(1))), Agreed(AUTUMN)]}, InstalmentBelowInterest),
        ({"rows": [Agreed(SPRING, Money(Decimal(40_000))), Agreed(AUTUMN)]}, MoreThanOwed),
        ({"rows": [Agreed(SPRING)], "rate_yearly": Decimal(-1)}, NegativeRate),
        ({"rows": [Agreed(SPRING)], "day_count": DayCount()}, NoActualDays),
    ],
)
def test_refuses_by_name_what_cannot_be(changes, refusal):
    with pytest.raises(refusal):
        agreed_plan(**{**TERMS, **changes})


def test_a_row_asks_one_amount_of_nothing_or_more():
    with pytest.raises(MoreThanOwed):
        Agreed(SPRING, Money(Decimal(1)), Money(Decimal(1)))
    with pytest.raises(MoreThanOwed):
        Agreed(SPRING, principal=Money(Decimal(-1)))


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 10**10),
    st.decimals(0, 1, places=4),
    st.lists(st.tuples(st.integers(1, 400), st.integers(0, 10**9)), min_size=1, max_size=12),
)
def test_agrees_with_fractions_and_repays_exactly(lent, rate, steps):
    day, rows = START, []
    for gap, amount in steps:
        day += timedelta(days=gap)
        rows.append(Agreed(day, principal=Money.from_minor(amount)))
    terms = {"principal": Money.from_minor(lent), "rate_yearly": rate, "start_date": START}
    try:
        plan = agreed_plan(**terms, rows=rows)
    except BadTerms:
        assert sum(amount for _, amount in steps[:-1]) > lent
        return
    balance = lent
    for row, (gap, _) in zip(plan, steps, strict=True):
        exact = balance * Fraction(rate) * gap / 365
        assert abs(row.interest.minor - exact) <= Fraction(1, 2)
        balance -= row.principal.minor
        assert row.balance.minor == balance
    assert balance == 0
