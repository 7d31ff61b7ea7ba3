"""The plan of an agreement comes from its product model, counted from the day of booking."""

from datetime import date
from decimal import Decimal

import pytest
from tenor.money import Money

from headrace.contracts.services import UnknownPlanKind
from headrace.contracts.services.planning import PlanTerms, interest_in_all, plan_from
from headrace.products.registry import ModelUnknown

BOOKED = date(2026, 3, 5)


def terms(plan_kind="equal_instalment", model="bank_loan"):
    return PlanTerms(
        model=model,
        principal=Money(Decimal(1_000_000)),
        rate_yearly=Decimal("0.068"),
        term_months=12,
        plan_kind=plan_kind,
        details={},
    )


class TestPlan:
    def test_counts_from_the_day_of_booking(self):
        # Given money booked on 5 March 2026, when a plan of a year is dated
        rows = plan_from(terms(), start_date=BOOKED)

        # Then it falls due on the fifth of each month, 86,434.57 yuan each, and repays it all
        assert [row.due_date for row in rows[:2]] == [date(2026, 4, 5), date(2026, 5, 5)]
        assert rows[-1].due_date == date(2027, 3, 5)
        assert {str(row.total.amount) for row in rows[:-1]} == {"86434.57"}
        assert sum(row.principal.minor for row in rows) == 100_000_000

    def test_a_bullet_repays_at_the_end_and_equal_principal_in_equal_parts(self):
        bullet = plan_from(terms("bullet"), start_date=BOOKED)
        assert [row.principal.minor for row in bullet] == [0] * 11 + [100_000_000]
        equal = plan_from(terms("equal_principal"), start_date=BOOKED)
        assert {row.principal.minor for row in equal[:-1]} == {8_333_333}

    def test_the_interest_of_the_document_is_that_of_the_plan(self):
        rows = plan_from(terms(), start_date=BOOKED)
        whole = interest_in_all(terms(), start_date=BOOKED)
        assert whole.minor == sum(row.interest.minor for row in rows)

    def test_a_way_of_repayment_that_the_model_lacks_is_refused_by_name(self):
        with pytest.raises(UnknownPlanKind) as refused:
            plan_from(terms("balloon"), start_date=BOOKED)
        assert "bullet" in refused.value.facts["known"]

    def test_an_unknown_model_is_refused_by_name(self):
        with pytest.raises(ModelUnknown):
            plan_from(terms(model="lottery"), start_date=BOOKED)
