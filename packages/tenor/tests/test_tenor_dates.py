"""Due dates are counted from the start; factors follow the convention that was agreed."""

from datetime import date, timedelta
from decimal import Decimal, getcontext, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.dates import (
    Calculation,
    DateOutOfRange,
    DatesOutOfOrder,
    DayCount,
    LeapYearRule,
    MonthEndRule,
    Period,
    Unit,
    UnknownDayCount,
    YearBoundary,
    add_days,
    add_months,
    add_units,
    add_weeks,
)

days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
TENTH = Decimal("0.1")


def month(first: str, last: str, every: int = 1, unit: Unit = Unit.MONTHS) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last), every, unit)


class TestAddMonths:
    def test_clamps_the_31st_and_returns_to_it(self):
        start = date(2026, 1, 31)
        dates = [add_months(start, count) for count in (1, 2, 3, 25)]
        assert dates == [
            date(2026, 2, 28),
            date(2026, 3, 31),
            date(2026, 4, 30),
            date(2028, 2, 29),
        ]

    def test_rolls_the_31st_to_the_first_of_the_next_month_and_returns_to_it(self):
        rule = MonthEndRule.FIRST_DAY_OF_NEXT_MONTH
        dates = [add_months(date(2026, 1, 31), count, rule) for count in (1, 2, 3)]
        assert dates == [date(2026, 3, 1), date(2026, 3, 31), date(2026, 5, 1)]

    def test_goes_back_too(self):
        assert add_months(date(2026, 1, 31), -2) == date(2025, 11, 30)

    @pytest.mark.parametrize("count", [12 * 8000, -12 * 2030])
    def test_does_not_leave_the_calendar(self, count):
        with pytest.raises(DateOutOfRange):
            add_months(date(2026, 1, 1), count)

    @given(days, st.integers(0, 600), st.sampled_from(MonthEndRule))
    def test_keeps_the_day_or_follows_the_rule(self, start, count, rule):
        due = add_months(start, count, rule)
        months = (due.year - start.year) * 12 + due.month - start.month
        if due.day == start.day:
            assert months == count
        elif rule is MonthEndRule.LAST_DAY_OF_MONTH:
            assert (due + timedelta(days=1)).day == 1
            assert months == count
        else:
            assert due.day == 1
            assert months == count + 1


class TestAddUnits:
    def test_counts_in_days_weeks_and_months(self):
        start = date(2026, 1, 31)
        assert add_units(start, 3, Unit.DAYS) == date(2026, 2, 3) == add_days(start, 3)
        assert add_units(start, 3, Unit.WEEKS) == date(2026, 2, 21) == add_weeks(start, 3)
        assert add_units(start, 3, Unit.MONTHS) == date(2026, 4, 30)

    def test_does_not_leave_the_calendar(self):
        with pytest.raises(DateOutOfRange):
            add_weeks(date(2026, 1, 1), 10**6)


class TestPeriod:
    @pytest.mark.parametrize("end", ["2026-01-01", "2025-12-31"])
    def test_has_at_least_a_day(self, end):
        with pytest.raises(DatesOutOfOrder):
            month("2026-01-01", end)

    def test_counts_calendar_days(self):
        assert month("2024-02-01", "2024-03-01").days == 29


class TestDayCount:
    @pytest.mark.parametrize(("year", "length"), [(366, 30), (360, 31), (0, None)])
    def test_knows_no_other_lengths(self, year, length):
        with pytest.raises(UnknownDayCount):
            DayCount(days_in_year=year, days_in_month=length)

    def test_charges_a_twelfth_for_any_full_month_of_360_30(self):
        for end in ("2026-02-01", "2026-01-29"):
            factor = DayCount().factor(Decimal("0.12"), month("2026-01-01", end))
            assert abs(factor - Decimal("0.01")) < Decimal("1E-19")

    def test_charges_a_part_of_a_month_by_calendar_days(self):
        january = month("2026-01-01", "2026-02-01")
        factor = DayCount().factor(Decimal("0.12"), january, date(2026, 1, 11), date(2026, 1, 21))
        assert abs(factor - Decimal("0.01") * 10 / 31) < Decimal("1E-19")

    def test_counts_weeks_and_days_of_360_30(self):
        count = DayCount()
        weeks = count.factor(Decimal("0.36"), month("2026-01-01", "2026-01-15", 2, Unit.WEEKS))
        assert abs(weeks - Decimal("0.014")) < Decimal("1E-18")
        ten = count.factor(Decimal("0.36"), month("2026-01-01", "2026-01-11", 10, Unit.DAYS))
        assert abs(ten - Decimal("0.010")) < Decimal("1E-18")

    def test_counts_whole_periods_where_that_was_agreed(self):
        count = DayCount(Calculation.SAME_AS_REPAYMENT, 365, None)
        months = count.factor(Decimal("0.12"), month("2026-01-01", "2026-03-01", 2))
        assert abs(months - Decimal("0.02")) < Decimal("1E-18")
        weeks = count.factor(Decimal("0.52"), month("2026-01-01", "2026-01-08", 1, Unit.WEEKS))
        assert abs(weeks - Decimal("0.01")) < Decimal("1E-18")
        # Periods counted in days have no yearly count of their own: the daily rules apply.
        days = count.factor(Decimal("0.365"), month("2026-01-01", "2026-01-11", 10, Unit.DAYS))
        assert abs(days - Decimal("0.01")) < Decimal("1E-18")

    @pytest.mark.parametrize("length", [360, 364, 365])
    def test_divides_actual_days_by_a_year_of_fixed_length(self, length):
        factor = DayCount(days_in_year=length, days_in_month=None).factor(
            TENTH, month("2023-12-15", "2024-01-15")
        )
        assert abs(Fraction(factor) - Fraction(31, 10 * length)) < Fraction(1, 10**19)

    @pytest.mark.parametrize(
        ("boundary", "old_days"), [(YearBoundary.DEC_31, 16), (YearBoundary.JAN_1, 17)]
    )
    def test_cuts_actual_days_at_the_end_of_the_year(self, boundary, old_days):
        count = DayCount(days_in_year=None, days_in_month=None, year_boundary=boundary)
        factor = count.factor(TENTH, month("2023-12-15", "2024-01-15"))
        exact = (Fraction(old_days, 365) + Fraction(31 - old_days, 366)) / 10
        assert abs(Fraction(factor) - exact) < Fraction(1, 10**18)

    def test_cuts_at_every_year_that_a_long_period_touches(self):
        count = DayCount(days_in_year=None, days_in_month=None, year_boundary=YearBoundary.JAN_1)
        factor = count.factor(TENTH, month("2023-07-01", "2025-07-01", 24))
        exact = (Fraction(184, 365) + 1 + Fraction(181, 365)) / 10
        assert abs(Fraction(factor) - exact) < Fraction(1, 10**18)

    def test_takes_the_length_of_the_year_in_which_the_days_begin(self):
        count = DayCount(days_in_year=None, days_in_month=None)
        factor = count.factor(TENTH, month("2024-03-01", "2024-04-01"))
        assert abs(Fraction(factor) - Fraction(31, 3660)) < Fraction(1, 10**19)

    @pytest.mark.parametrize(
        ("first", "last", "year"),
        [
            ("2024-02-01", "2024-02-29", 366),
            ("2024-02-29", "2024-03-29", 365),
            ("2023-12-15", "2024-01-15", 365),
            ("2025-02-15", "2025-03-15", 365),
        ],
    )
    def test_counts_366_days_only_for_the_period_of_29_february(self, first, last, year):
        rule = LeapYearRule.FEB29_PERIOD_ONLY
        period = month(first, last)
        factor = DayCount(days_in_year=None, days_in_month=None, leap_year_rule=rule).factor(
            TENTH, period
        )
        assert abs(Fraction(factor) - Fraction(period.days, 10 * year)) < Fraction(1, 10**19)

    def test_cuts_at_the_end_of_the_year_only_the_period_of_29_february(self):
        rule = LeapYearRule.FEB29_PERIOD_ONLY
        count = DayCount(days_in_year=None, days_in_month=None, leap_year_rule=rule)
        factor = count.factor(TENTH, month("2023-12-01", "2024-03-01", 3))
        exact = (Fraction(30, 365) + Fraction(61, 366)) / 10
        assert abs(Fraction(factor) - exact) < Fraction(1, 10**18)

    @pytest.mark.parametrize(
        ("first", "last"), [("2025-12-31", "2026-01-05"), ("2026-01-05", "2026-01-04")]
    )
    def test_refuses_days_outside_the_period(self, first, last):
        with pytest.raises(DatesOutOfOrder):
            DayCount().factor(
                TENTH,
                month("2026-01-01", "2026-02-01"),
                date.fromisoformat(first),
                date.fromisoformat(last),
            )

    def test_keeps_19_digits_whatever_the_caller_keeps(self):
        period = month("2026-01-01", "2026-02-01")
        usual = DayCount(days_in_year=365, days_in_month=None).factor(TENTH, period)
        with localcontext() as narrow:
            narrow.prec = 4
            assert DayCount(days_in_year=365, days_in_month=None).factor(TENTH, period) == usual
        assert getcontext().prec == 28

    @given(days, st.integers(1, 700), st.integers(0, 700), st.sampled_from(YearBoundary))
    def test_adds_up_over_the_parts_of_a_period(self, start, length, cut, boundary):
        period = Period(start, start + timedelta(days=length), length, Unit.DAYS)
        middle = start + timedelta(days=min(cut, length))
        count = DayCount(days_in_year=365, days_in_month=None, year_boundary=boundary)
        parts = count.factor(TENTH, period, start, middle) + count.factor(TENTH, period, middle)
        assert abs(parts - count.factor(TENTH, period)) < Decimal("1E-17")

    def test_agrees_with_a_published_figure_of_actual_actual(self, day_count_fact):
        inputs = day_count_fact["inputs"]
        period = month(inputs["start"], inputs["end"], 12)
        rule = LeapYearRule.CALENDAR_YEAR
        if inputs["convention"].endswith("AFB"):
            rule = LeapYearRule.FEB29_PERIOD_ONLY
        count = DayCount(Calculation.DAILY, None, None, YearBoundary.JAN_1, rule)
        years = count.factor(Decimal(1), period)
        assert float(years) == pytest.approx(day_count_fact["expected"], abs=1e-10)
