"""What a product must satisfy before firms see it."""

from decimal import Decimal
from itertools import product as pairs

import pytest
from tenor.money import Money

from headrace.products import rules
from headrace.products.rules import Event, Ranges, State

RANGES = Ranges(Money(Decimal(50_000)), Money(Decimal(3_000_000)), 3, 36)


def draft(**other):
    given = {
        "ranges": RANGES,
        "rates": (Decimal("0.045"), Decimal("0.003")),
        "plan_kind": "bullet",
        "known": ("bullet",),
    }
    rules.check_draft(**{**given, **other})


class TestStates:
    @pytest.mark.parametrize(("state", "event"), list(pairs(State, Event)))
    def test_move_as_the_table_says_and_in_no_other_way(self, state, event):
        if (state, event) in rules.NEXT:
            assert rules.after(state, event) is rules.NEXT[state, event]
        else:
            with pytest.raises(rules.ProductStateRefused):
                rules.after(state, event)

    def test_end_with_retirement(self):
        assert not [move for move in rules.NEXT if move[0] is State.RETIRED]


class TestDraft:
    def test_that_makes_sense_passes(self):
        draft()

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            (Ranges(Money(Decimal(2)), Money(Decimal(1)), 1, 2), "amount_min"),
            (Ranges(Money(Decimal(0)), Money(Decimal(1)), 1, 2), "amount_min"),
            (Ranges(Money(Decimal(1)), Money(Decimal(1)), 3, 2), "term_min"),
        ],
    )
    def test_with_an_empty_range_names_the_field(self, wrong, field):
        with pytest.raises(rules.RangeEmpty) as refused:
            draft(ranges=wrong)
        assert refused.value.field == field

    @pytest.mark.parametrize("rate", [Decimal("-0.01"), Decimal("4.5")])
    def test_with_a_percent_figure_for_a_fraction_is_refused(self, rate):
        with pytest.raises(rules.RateOutOfRange):
            draft(rates=(Decimal("0.045"), rate))

    def test_with_a_plan_its_model_does_not_know_is_refused(self):
        with pytest.raises(rules.PlanKindUnknown):
            draft(plan_kind="rent")


class TestRange:
    def test_takes_its_own_ends(self):
        rules.check_within(RANGES, amount=RANGES.amount_min, term_months=3)
        rules.check_within(RANGES, amount=RANGES.amount_max, term_months=36)

    @pytest.mark.parametrize(
        ("amount", "months", "field"),
        [(Decimal("49999.99"), 12, "amount"), (Decimal(60_000), 37, "term_months")],
    )
    def test_refuses_what_lies_outside(self, amount, months, field):
        with pytest.raises(rules.OutsideProduct) as refused:
            rules.check_within(RANGES, amount=Money(amount), term_months=months)
        assert refused.value.field == field


def test_each_grade_below_the_best_costs_one_step_more():
    rate = rules.rate_at(4, rate_yearly=Decimal("0.04"), rate_step_yearly=Decimal("0.002"))
    assert rate == Decimal("0.048")
