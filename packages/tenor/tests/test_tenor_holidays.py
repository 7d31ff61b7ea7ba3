"""Due dates on days without business move as agreed, and interest with them."""

from datetime import date
from decimal import Decimal

import pytest
from tenor.dates import DayCount
from tenor.money import Money
from tenor.schedule import (
    Calendar,
    NoBusinessDay,
    Roll,
    Terms,
    UnknownWeekday,
    equal_principal_plan,
)
from tenor.schedule.reading import plan_from
from test_tenor_schedule_worked import INPUTS

# The long rest of spring 2026, and a Saturday on which business is made up for.
SPRING = Calendar(
    holidays=frozenset(date(2026, 2, day) for day in range(16, 24)),
    working=frozenset({date(2026, 2, 14)}),
)


@pytest.mark.parametrize(
    ("day", "following", "modified", "preceding"),
    [
        (date(2026, 2, 13), date(2026, 2, 13), date(2026, 2, 13), date(2026, 2, 13)),
        (date(2026, 2, 14), date(2026, 2, 14), date(2026, 2, 14), date(2026, 2, 14)),
        (date(2026, 2, 15), date(2026, 2, 24), date(2026, 2, 24), date(2026, 2, 14)),
        (date(2026, 2, 28), date(2026, 3, 2), date(2026, 2, 27), date(2026, 2, 27)),
    ],
)
def test_a_day_moves_as_agreed(day, following, modified, preceding):
    assert SPRING.rolled(day, Roll.NONE) == day
    assert SPRING.rolled(day, Roll.FOLLOWING) == following
    assert SPRING.rolled(day, Roll.MODIFIED_FOLLOWING) == modified
    assert SPRING.rolled(day, Roll.PRECEDING) == preceding


def test_a_calendar_without_business_is_refused():
    with pytest.raises(NoBusinessDay):
        Calendar(weekend=range(7)).rolled(date(2026, 1, 1), Roll.FOLLOWING)
    with pytest.raises(UnknownWeekday):
        Calendar(weekend={7})


def test_interest_runs_to_the_day_that_is_paid_and_later_days_return_to_the_agreed_one():
    plan = equal_principal_plan(
        terms=Terms(
            principal=Money(Decimal(36_500)),
            rate_yearly=Decimal("0.10"),
            start_date=date(2026, 1, 15),
            instalments=3,
            day_count=DayCount(days_in_year=365, days_in_month=None),
            roll=Roll.FOLLOWING,
            calendar=SPRING,
        )
    )
    assert [row.due_date for row in plan] == [
        date(2026, 2, 24),
        date(2026, 3, 16),
        date(2026, 4, 15),
    ]
    assert [row.days for row in plan] == [40, 20, 30]
    assert plan[0].interest == Money(Decimal(400))


def test_is_read_from_plain_values():
    moved = {"holiday_roll": "preceding", "holidays": ["2024-02-01"], "working_days": []}
    assert [row.due_date for row in plan_from({**INPUTS, **moved})] == [
        date(2024, 1, 31),
        date(2024, 3, 1),
    ]
