"""Fees, the cost sheet, and the ceiling: equal to it is allowed."""

from datetime import date
from decimal import Decimal

import pytest
from tenor.fees import Fee, borrower_flows, cost_sheet
from tenor.money import Money, NotDecimal
from tenor.schedule import Terms, bullet_plan, equal_instalment_plan
from tenor.usury import AboveCeiling, RateAloneAboveCeiling, check_ceiling, which_fee_broke_it

START = date(2025, 1, 1)


def yuan(text: str) -> Money:
    return Money(Decimal(text))


TERMS = Terms(
    principal=yuan("1000"),
    rate_yearly=Decimal("0.10"),
    start_date=START,
    instalments=1,
    every=12,
)
PLAN = bullet_plan(terms=TERMS)
ARRANGEMENT = Fee("arrangement", "bank", yuan("10"), START)
APPRAISAL = Fee("appraisal", "appraiser", yuan("20"), START)
GUARANTEE = Fee("guarantee", "guarantor", yuan("5"), date(2026, 1, 1))


class TestBorrowerFlows:
    def test_are_received_and_paid_in_the_order_of_days(self):
        flows = borrower_flows(drawdowns=TERMS.drawn(), plan=PLAN, fees=[GUARANTEE, ARRANGEMENT])
        assert [(day.year, str(amount.amount)) for day, amount in flows] == [
            (2025, "1000.00"),
            (2025, "-10.00"),
            (2026, "-1100.00"),
            (2026, "-5.00"),
        ]

    def test_leave_out_rows_that_ask_nothing(self):
        agreed = Terms(
            principal=yuan("1000"),
            rate_yearly=Decimal(0),
            start_date=START,
            instalments=3,
        )
        assert len(borrower_flows(drawdowns=agreed.drawn(), plan=bullet_plan(terms=agreed))) == 2


class TestCostSheet:
    def test_adds_up_all_that_the_borrower_pays(self):
        fees = [ARRANGEMENT, APPRAISAL, GUARANTEE]
        sheet = cost_sheet(drawdowns=TERMS.drawn(), plan=PLAN, fees=fees)
        assert (sheet.drawn, sheet.principal) == (yuan("1000"), yuan("1000"))
        assert (sheet.interest, sheet.fees) == (yuan("100"), yuan("35"))
        assert sheet.total_paid == yuan("1135")
        assert sheet.fees_by_payee == (
            ("appraiser", yuan("20")),
            ("bank", yuan("10")),
            ("guarantor", yuan("5")),
        )
        assert sheet.yearly_cost == Decimal("0.1391752577")  # 1105 / 970 - 1
        assert Decimal("0.130") < sheet.yearly_cost_nominal_monthly < Decimal("0.132")

    def test_without_fees_costs_a_little_more_than_the_quoted_monthly_rate(self):
        agreed = Terms(
            principal=yuan("100000"),
            rate_yearly=Decimal("0.12"),
            start_date=START,
            instalments=12,
        )
        sheet = cost_sheet(drawdowns=agreed.drawn(), plan=equal_instalment_plan(terms=agreed))
        assert abs(sheet.yearly_cost - Decimal("0.1268")) < Decimal("0.001")
        assert abs(sheet.yearly_cost_nominal_monthly - Decimal("0.12")) < Decimal("0.001")
        assert sheet.fees == Money.zero()


class TestCheckCeiling:
    def test_leaves_room_below_it_and_allows_it(self):
        assert check_ceiling(cost=Decimal("0.1"), ceiling=Decimal("0.124")) == Decimal("0.024")
        assert check_ceiling(cost=Decimal("0.124"), ceiling=Decimal("0.124")) == 0

    def test_refuses_what_is_above_it(self):
        with pytest.raises(AboveCeiling) as refused:
            check_ceiling(cost=Decimal("0.1240000001"), ceiling=Decimal("0.124"))
        assert refused.value.ceiling == Decimal("0.124")

    def test_refuses_a_cost_in_binary(self):
        with pytest.raises(NotDecimal):
            check_ceiling(cost=0.1, ceiling=Decimal("0.124"))


class TestWhichFeeBrokeIt:
    FLOWS = borrower_flows(drawdowns=TERMS.drawn(), plan=PLAN)

    def test_names_the_first_fee_above_the_ceiling(self):
        broken = which_fee_broke_it(
            flows=self.FLOWS, fees=[ARRANGEMENT, APPRAISAL, GUARANTEE], ceiling=Decimal("0.12")
        )
        assert broken is not None
        assert broken.fee is APPRAISAL
        assert broken.cost_before == Decimal("0.1111111111")
        assert broken.cost > broken.ceiling

    def test_names_none_where_the_ceiling_holds(self):
        fees = [ARRANGEMENT, APPRAISAL]
        assert which_fee_broke_it(flows=self.FLOWS, fees=fees, ceiling=Decimal("0.36")) is None

    def test_blames_no_fee_for_a_rate_that_is_too_high_alone(self):
        with pytest.raises(RateAloneAboveCeiling):
            which_fee_broke_it(flows=self.FLOWS, fees=[ARRANGEMENT], ceiling=Decimal("0.099"))
