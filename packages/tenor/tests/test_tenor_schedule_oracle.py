"""The slow oracle agrees with every plan, whatever is agreed."""

import os
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import schedule_oracle as oracle
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tenor.dates import (
    Calculation,
    DateError,
    DayCount,
    LeapYearRule,
    MonthEndRule,
    Unit,
    YearBoundary,
)
from tenor.money import Money
from tenor.schedule import (
    BadTerms,
    Calendar,
    Method,
    Roll,
    Terms,
    Tranche,
    bullet_plan,
    cumulative_plan,
    equal_instalment_plan,
    equal_principal_plan,
    flat_plan,
)

EXAMPLES = 200_000 if os.environ.get("HEADRACE_PROVE") else 2_000
THOROUGH = settings(
    max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=list(HealthCheck)
)

# The first ten days of each February, a rest as long as that of spring.
HOLIDAYS = frozenset(date(year, 2, day) for year in range(2018, 2032) for day in range(1, 11))


@st.composite
def day_counts(draw) -> DayCount:
    return DayCount(
        draw(st.sampled_from(Calculation)),
        draw(st.sampled_from([360, 364, 365, None])),
        draw(st.sampled_from([30, None])),
        draw(st.sampled_from(YearBoundary)),
        draw(st.sampled_from(LeapYearRule)),
    )


@st.composite
def contracts(draw) -> Terms:
    currency, digits = draw(st.sampled_from([("CNY", 2), ("JPY", 0), ("KWD", 3)]))
    start = draw(st.dates(date(2018, 11, 1), date(2025, 2, 1)))
    instalments, every = draw(st.integers(1, 18)), draw(st.integers(1, 3))
    days = [start]
    for gap in draw(st.lists(st.integers(0, 40), max_size=2)):
        days.append(days[-1] + timedelta(days=gap))
    amounts = [Money.from_minor(draw(st.integers(100, 10**9)), currency) for _ in days]
    offset = draw(st.one_of(st.none(), st.integers(-1, 1)))
    multiple = draw(st.sampled_from([None, None, Decimal(1), Decimal(50)]))
    try:
        agreed = Terms(
            principal=sum(amounts, Money.zero(currency)),
            rate_yearly=draw(st.decimals(0, 1, places=6)),
            start_date=start,
            instalments=instalments,
            every=every,
            unit=draw(st.sampled_from(Unit)),
            day_count=draw(day_counts()),
            month_end_rule=draw(st.sampled_from(MonthEndRule)),
            instalment_multiple_of=multiple if digits else None,
            tranches=tuple(map(Tranche, days, amounts)),
            down_payment_fraction=draw(st.sampled_from([Decimal(0), Decimal("0.3")])),
            last_due_offset=None if offset is None else instalments * every + offset,
            grace_on_principal=draw(st.integers(0, instalments - 1)),
            partial_period_interest=draw(st.booleans()),
            roll=draw(st.sampled_from(Roll)),
            calendar=Calendar(HOLIDAYS),
        )
    except (BadTerms, DateError):
        assume(False)
    days = oracle.due_days(agreed)
    assume(all(first < last for first, last in pairwise(days)))
    return agreed


def agrees(plan, wanted, agreed: Terms) -> None:
    """Compare instalments; what the plan refuses must be what the oracle finds impossible."""
    try:
        rows = wanted()
    except oracle.ExactTie:
        assume(False)
    try:
        got = [row for row in plan() if not row.is_down_payment]
    except BadTerms:
        assert any(principal < 0 for principal, _ in rows)
        return
    assert [(row.principal.minor, row.interest.minor) for row in got] == rows
    days = oracle.due_days(agreed)
    assert [row.due_date for row in got] == days[1:]
    assert [row.days for row in got] == [(last - first).days for first, last in pairwise(days)]
    whole = plan()
    lent = sum(principal.minor for principal in (row.principal for row in whole))
    assert lent == agreed.principal.minor
    assert whole[-1].balance.minor == 0


@THOROUGH
@given(contracts())
def test_equal_instalments(agreed):
    agrees(
        lambda: equal_instalment_plan(terms=agreed),
        lambda: oracle.equal_instalments(agreed),
        agreed,
    )


@THOROUGH
@given(contracts(), st.booleans())
def test_equal_principal_and_bullet(agreed, bullet):
    if bullet:
        agreed = replace(agreed, grace_on_principal=agreed.instalments - 1)
        plain = replace(agreed, grace_on_principal=0)
        agrees(lambda: bullet_plan(terms=plain), lambda: oracle.equal_principal(agreed), agreed)
    else:
        agrees(
            lambda: equal_principal_plan(terms=agreed),
            lambda: oracle.equal_principal(agreed),
            agreed,
        )


@THOROUGH
@given(contracts())
def test_flat_interest(agreed):
    agreed = replace(agreed, grace_on_principal=0)
    agrees(lambda: flat_plan(terms=agreed), lambda: oracle.flat(agreed), agreed)


@THOROUGH
@given(contracts(), st.sampled_from(Method), st.integers(0, 3), st.booleans())
def test_the_older_engine(agreed, method, grace, gross):
    grace = min(grace, agreed.instalments - 1)
    agrees(
        lambda: cumulative_plan(
            terms=agreed, method=method, grace_on_interest=grace, interest_on_gross=gross
        ),
        lambda: oracle.cumulative(agreed, method, grace, gross=gross),
        agreed,
    )


def test_the_oracle_knows_the_worked_figure_of_the_conventions():
    # 75 yuan at 12.3 % over five months, 360/30: the first case of the worked schedules.
    agreed = Terms(
        principal=Money(Decimal(75)),
        rate_yearly=Decimal("0.123"),
        start_date=date(2024, 1, 1),
        instalments=5,
    )
    assert oracle.equal_instalments(agreed)[:2] == [(1470, 77), (1485, 62)]
