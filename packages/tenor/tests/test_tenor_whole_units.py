"""Plans in whole units: an instalment rounded up, or agreed beforehand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tenor.dates import Unit
from tenor.money import Money, total_of
from tenor.schedule import (
    InstalmentBelowInterest,
    NoInstalments,
    NotPlainTerms,
    Terms,
    Tranche,
    fixed_instalment_plan,
    whole_unit_plan,
)

NEW_YEAR = date(2026, 1, 1)


def terms(**changes: object) -> Terms:
    agreed = {
        "principal": Money(Decimal(1000)),
        "rate_yearly": Decimal("0.12"),
        "start_date": NEW_YEAR,
        "instalments": 3,
    }
    return Terms(**{**agreed, **changes})


def totals(plan) -> list[str]:
    return [str(row.total.amount) for row in plan]


class TestWholeUnitPlan:
    def test_rounds_the_instalment_up_and_the_last_row_clears(self):
        assert totals(whole_unit_plan(terms=terms())) == ["341.00", "341.00", "338.04"]

    def test_without_interest(self):
        plan = whole_unit_plan(terms=terms(rate_yearly=Decimal(0)))
        assert totals(plan) == ["334.00", "334.00", "332.00"]

    def test_ends_early_where_rounding_up_has_repaid_all(self):
        plan = whole_unit_plan(terms=terms(principal=Money(Decimal(2)), instalments=5))
        assert totals(plan) == ["1.00", "1.00", "0.03"]

    @settings(max_examples=80, deadline=None)
    @given(st.integers(100, 10**9), st.integers(1, 48), st.decimals(0, 1, places=4))
    def test_repays_exactly_what_was_lent(self, minor, count, rate):
        lent = Money.from_minor(minor)
        plan = whole_unit_plan(terms=terms(principal=lent, instalments=count, rate_yearly=rate))
        assert total_of([row.principal for row in plan]) == lent
        assert plan[-1].balance == Money.zero()

    @pytest.mark.parametrize(
        "changes",
        [
            {"down_payment_fraction": Decimal("0.1")},
            {"grace_on_principal": 1},
            {"last_due_offset": 4},
            {"unit": Unit.WEEKS},
            {"tranches": (Tranche(date(2026, 1, 2), Money(Decimal(1000))),)},
            {"tranches": (Tranche(NEW_YEAR, Money(Decimal(500))),) * 2},
        ],
    )
    def test_refuses_what_has_no_place_in_it(self, changes):
        with pytest.raises(NotPlainTerms):
            whole_unit_plan(terms=terms(**changes))


class TestFixedInstalmentPlan:
    def test_repeats_the_instalment_until_nothing_is_left(self):
        plan = fixed_instalment_plan(terms=terms(), instalment=Money(Decimal(300)))
        assert totals(plan) == ["300.00", "300.00", "300.00", "122.48"]

    def test_refuses_an_instalment_that_never_repays(self):
        with pytest.raises(InstalmentBelowInterest):
            fixed_instalment_plan(terms=terms(), instalment=Money(Decimal(10)))

    def test_refuses_an_instalment_that_takes_a_lifetime(self):
        with pytest.raises(NoInstalments):
            fixed_instalment_plan(
                terms=terms(rate_yearly=Decimal(0)), instalment=Money(Decimal("0.50"))
            )

    def test_refuses_what_has_no_place_in_it(self):
        with pytest.raises(NotPlainTerms):
            fixed_instalment_plan(terms=terms(unit=Unit.DAYS), instalment=Money(Decimal(300)))
