"""Days past due are counted from the due date; ladders are data."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.arrears import (
    BadLadder,
    Step,
    days_past_due,
    days_past_due_of,
    share_past_due,
    step_of,
    worst_of,
)

DUE = date(2026, 3, 1)
# Measures for the risk classification of financial assets of commercial banks (2023), overdue
# days alone: more than 90, 270 and 360 days.
FIVE_CLASSES = (
    Step("normal", 0),
    Step("special_mention", 1),
    Step("substandard", 91),
    Step("doubtful", 271),
    Step("loss", 361),
)


class TestDaysPastDue:
    @pytest.mark.parametrize(("later", "days"), [(-5, 0), (0, 0), (1, 1), (90, 90)])
    def test_begin_the_day_after_the_due_date(self, later, days):
        assert days_past_due(DUE, DUE + timedelta(days=later)) == days

    def test_of_a_loan_are_those_of_its_oldest_unpaid_instalment(self):
        unpaid = [DUE + timedelta(days=31), DUE]
        assert days_past_due_of(unpaid, DUE + timedelta(days=40)) == 40
        assert days_past_due_of([], DUE) == 0


class TestStepOf:
    @pytest.mark.parametrize(
        ("days", "code"),
        [
            (0, "normal"),
            (1, "special_mention"),
            (90, "special_mention"),
            (91, "substandard"),
            (270, "substandard"),
            (271, "doubtful"),
            (360, "doubtful"),
            (361, "loss"),
            (9999, "loss"),
        ],
    )
    def test_changes_on_the_day_that_the_ladder_says(self, days, code):
        assert step_of(days, FIVE_CLASSES).code == code

    @given(st.integers(0, 2000), st.integers(0, 2000))
    def test_never_falls_as_days_pass(self, one, more):
        assert step_of(one, FIVE_CLASSES).from_days <= step_of(one + more, FIVE_CLASSES).from_days

    @pytest.mark.parametrize(
        ("days", "ladder"),
        [
            (0, []),
            (0, [Step("late", 1)]),
            (0, [Step("a", 0), Step("b", 0)]),
            (-1, FIVE_CLASSES),
        ],
    )
    def test_refuses_a_ladder_that_does_not_rise_from_zero(self, days, ladder):
        with pytest.raises(BadLadder):
            step_of(days, ladder)


class TestWorstOf:
    def test_is_the_highest_class_of_all_loans(self):
        assert worst_of(["doubtful", "normal", "substandard"], FIVE_CLASSES) == "doubtful"

    @pytest.mark.parametrize("codes", [[], ["normal", "unheard_of"]])
    def test_refuses_codes_that_are_not_on_the_ladder(self, codes):
        with pytest.raises(BadLadder):
            worst_of(codes, FIVE_CLASSES)


class TestSharePastDue:
    def test_is_the_part_of_the_balance_that_is_late(self):
        loans = [(0, Decimal(50)), (30, Decimal(30)), (31, Decimal(20))]
        assert share_past_due(loans, 31) == Decimal("0.2")

    def test_of_nothing_is_nothing(self):
        assert share_past_due([], 1) == 0
