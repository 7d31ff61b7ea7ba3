"""A claim goes on after an early repayment, a new rate, a restructuring or a loss."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tenor.claim import (
    NoPeriodLeft,
    RepaysTooMuch,
    Standing,
    WrittenOff,
    accrued,
    after_part_repayment,
    at_new_rate,
    restructured,
)
from tenor.dates import DatesOutOfOrder, DayCount
from tenor.money import Money
from tenor.schedule import (
    InstalmentBelowInterest,
    NegativeRate,
    NothingToRepay,
    Terms,
    equal_instalment_plan,
)
from tenor.waterfall import BadOrder, Component, NegativeAmount

ZERO = Money.zero()


def yuan(amount: str) -> Money:
    return Money(Decimal(amount))


TERMS = Terms(
    principal=yuan("12000"),
    rate_yearly=Decimal("0.12"),
    start_date=date(2026, 1, 1),
    instalments=12,
)
PLAN = equal_instalment_plan(terms=TERMS)
AFTER_SIX = Standing(on=date(2026, 7, 1), principal=PLAN[5].balance, accrued=ZERO, arrears=ZERO)


def whole(rows, owed: Money) -> None:
    """Principal parts repay what is owed, each balance follows, and nothing is negative."""
    balance = owed
    for row in rows:
        assert min(row.principal.minor, row.interest.minor) >= 0
        assert row.principal + row.interest == row.total
        balance -= row.principal
        assert row.balance == balance
    assert balance == ZERO


class TestPartRepayment:
    def test_the_same_rows_ask_less(self):
        rows = after_part_repayment(terms=TERMS, standing=AFTER_SIX, paid=yuan("3000"))
        whole(rows, AFTER_SIX.principal - yuan("3000"))
        assert [row.number for row in rows] == [7, 8, 9, 10, 11, 12]
        assert [str(row.total.amount) for row in rows] == [*["548.53"] * 5, "548.55"]

    def test_the_same_instalment_takes_fewer_rows(self):
        level = PLAN[0].total
        rows = after_part_repayment(
            terms=TERMS, standing=AFTER_SIX, paid=yuan("3000"), keep_instalment=level
        )
        whole(rows, AFTER_SIX.principal - yuan("3000"))
        assert len(rows) == 4
        assert {row.total for row in rows[:-1]} == {level}
        assert rows[-1].total < level

    @pytest.mark.parametrize("paid", ["0", "-1", "6179.05", "99999"])
    def test_of_nothing_or_of_all_is_refused(self, paid):
        with pytest.raises(RepaysTooMuch):
            after_part_repayment(terms=TERMS, standing=AFTER_SIX, paid=yuan(paid))

    def test_an_instalment_below_its_interest_is_refused(self):
        with pytest.raises(InstalmentBelowInterest):
            after_part_repayment(
                terms=TERMS, standing=AFTER_SIX, paid=yuan("1"), keep_instalment=yuan("61.78")
            )


class TestNewRate:
    def test_without_a_change_the_plan_goes_on_as_it_was(self):
        rows = at_new_rate(terms=TERMS, standing=AFTER_SIX, rate_yearly=TERMS.rate_yearly)
        # The plan's own instalment was adjusted by a fen to even out its last row.
        for row, planned in zip(rows, PLAN[6:], strict=True):
            assert abs(row.total.minor - planned.total.minor) <= len(rows)

    def test_in_the_middle_of_a_period_each_rate_bears_its_days(self):
        actual = Terms(
            principal=yuan("36500"),
            rate_yearly=Decimal("0.10"),
            start_date=date(2026, 1, 1),
            instalments=1,
            day_count=DayCount(days_in_year=365, days_in_month=None),
        )
        ten_days = Standing(
            on=date(2026, 1, 11), principal=yuan("36500"), accrued=yuan("100"), arrears=ZERO
        )
        (row,) = at_new_rate(terms=actual, standing=ten_days, rate_yearly=Decimal("0.20"))
        assert row.interest == yuan("100") + yuan("420")

    def test_a_rate_below_zero_is_refused(self):
        with pytest.raises(NegativeRate):
            at_new_rate(terms=TERMS, standing=AFTER_SIX, rate_yearly=Decimal(-1))


class TestRestructuring:
    LATE = Standing(
        on=date(2026, 7, 1), principal=PLAN[5].balance, accrued=ZERO, arrears=yuan("500")
    )

    def test_arrears_become_principal_over_a_longer_term(self):
        rows = restructured(terms=TERMS, standing=self.LATE, more_instalments=6)
        whole(rows, self.LATE.principal + yuan("500"))
        assert len(rows) == 12
        assert rows[-1].due_date == date(2027, 7, 1)

    def test_arrears_that_are_not_capitalised_are_asked_first(self):
        rows = restructured(terms=TERMS, standing=self.LATE, capitalise_arrears=False)
        whole(rows, self.LATE.principal)
        assert rows[0].interest == yuan("500") + self.LATE.principal.times(Decimal("0.01"))

    def test_arrears_beyond_the_first_row_wait_for_the_next(self):
        deep = Standing(
            on=date(2026, 10, 1), principal=yuan("10"), accrued=ZERO, arrears=yuan("500")
        )
        rows = restructured(terms=TERMS, standing=deep, capitalise_arrears=False)
        whole(rows, yuan("10"))
        assert sum((row.interest for row in rows), ZERO) >= yuan("500")
        assert rows[0].principal == ZERO

    def test_a_holiday_bears_no_interest_until_its_day(self):
        rows = restructured(
            terms=TERMS,
            standing=AFTER_SIX,
            rate_yearly=Decimal("0.06"),
            free_until=date(2026, 9, 1),
        )
        assert [bool(row.interest) for row in rows] == [False, False, True, True, True, True]

    def test_a_last_due_date_of_its_own_ends_with_the_shorter_plan(self):
        early = Terms(
            principal=TERMS.principal,
            rate_yearly=TERMS.rate_yearly,
            start_date=TERMS.start_date,
            instalments=12,
            last_due_offset=14,
        )
        assert restructured(terms=early, standing=AFTER_SIX)[-1].due_date == date(2027, 3, 1)
        longer = restructured(terms=early, standing=AFTER_SIX, more_instalments=1)
        assert longer[-1].due_date == date(2027, 2, 1)

    def test_what_cannot_be_is_refused(self):
        with pytest.raises(NoPeriodLeft):
            restructured(terms=TERMS, standing=AFTER_SIX, more_instalments=-1)
        for day in (date(2027, 1, 1), date(2025, 12, 31)):
            at = Standing(on=day, principal=yuan("1"), accrued=ZERO, arrears=ZERO)
            with pytest.raises(NoPeriodLeft):
                restructured(terms=TERMS, standing=at)
        for amounts in ((ZERO, ZERO, ZERO), (yuan("1"), yuan("-1"), ZERO)):
            with pytest.raises(NothingToRepay):
                Standing(on=date(2026, 1, 1), **dict(zip(NAMES, amounts, strict=True)))


NAMES = ("principal", "accrued", "arrears")


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1_000, 10**9),
    st.integers(0, 10**4),
    st.integers(0, 300),
    st.decimals(0, 1, places=4),
    st.integers(0, 24),
)
def test_every_continuation_repays_exactly_and_evenly(owed, asked, days, rate, more):
    standing = Standing(
        on=TERMS.start_date + timedelta(days=days),
        principal=Money.from_minor(owed),
        accrued=Money.from_minor(asked // 10),
        arrears=Money.from_minor(asked),
    )
    rows = restructured(terms=TERMS, standing=standing, rate_yearly=rate, more_instalments=more)
    whole(rows, standing.principal + standing.arrears)
    # Fractions solve the same instalment, but for the rounding of one fen.
    periods = [each for each in TERMS.periods() if each.end > standing.on]
    first = Fraction((periods[0].end - standing.on).days, periods[0].days)
    month = Fraction(rate) / 12
    grown = Fraction(owed + asked) * (1 + month * first) + asked // 10
    worth = Fraction(1)
    for _ in range(len(rows) - 1):
        grown, worth = grown * (1 + month), worth * (1 + month) + 1
    if len(rows) > 1:
        assert abs(rows[0].total.minor - grown / worth) <= Fraction(1, 2) + Fraction(1, 10**6)


class TestAccrual:
    @settings(max_examples=200, deadline=None)
    @given(st.lists(st.integers(-30, 500), min_size=3, max_size=3).map(sorted))
    def test_adds_up_over_any_cut(self, gaps):
        first, middle, last = (TERMS.start_date + timedelta(days=gap) for gap in gaps)

        def earned(start: date, end: date) -> Money:
            return accrued(plan=PLAN, start_date=TERMS.start_date, from_date=start, to_date=end)

        assert earned(first, middle) + earned(middle, last) == earned(first, last)

    def test_of_whole_periods_is_what_their_rows_ask(self):
        days = {"start_date": TERMS.start_date, "from_date": TERMS.start_date}
        for count, row in enumerate(PLAN, start=1):
            asked = sum((each.interest for each in PLAN[:count]), ZERO)
            assert accrued(plan=PLAN, to_date=row.due_date, **days) == asked

    def test_does_not_run_backwards(self):
        day = TERMS.start_date
        with pytest.raises(DatesOutOfOrder):
            accrued(plan=PLAN, start_date=day, from_date=day, to_date=day - timedelta(days=1))


class TestLosses:
    LOST = WrittenOff(yuan("1"), yuan("2"), yuan("10"), yuan("90"))

    @given(st.integers(0, 20_000), st.permutations(list(Component)))
    def test_a_recovery_is_neither_lost_nor_doubled(self, minor, order):
        came_in = Money.from_minor(minor)
        recovery, left = self.LOST.recover(came_in, order)
        placed = sum(recovery.portions.values(), ZERO)
        assert placed + recovery.surplus == came_in
        assert left.total + placed == self.LOST.total
        assert not (recovery.surplus and left.total)

    def test_costs_come_before_interest_before_principal(self):
        recovery, left = self.LOST.recover(yuan("5"))
        assert recovery.portions[Component.INTEREST] == yuan("2")
        assert left == WrittenOff(ZERO, ZERO, yuan("8"), yuan("90"))

    def test_what_cannot_be_is_refused(self):
        with pytest.raises(NegativeAmount):
            WrittenOff(yuan("-1"), ZERO, ZERO, ZERO)
        with pytest.raises(NegativeAmount):
            self.LOST.recover(yuan("-1"))
        with pytest.raises(BadOrder):
            self.LOST.recover(yuan("1"), [Component.FEE])
