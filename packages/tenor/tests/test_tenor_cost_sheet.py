"""The cost sheet: each item, its payee, and the yearly cost in its four labelled forms."""

from datetime import date
from decimal import Decimal

import pytest
from tenor.cost import (
    SOURCES,
    CostForm,
    Cycle,
    CycleUnit,
    Item,
    NotOnTheSheet,
    all_in_sheet,
    check_signed,
    yearly_cost_eu,
    yearly_cost_pboc_simple,
)
from tenor.dates import DatesOutOfOrder, Unit
from tenor.fees import Deposit, Fee, borrower_flows
from tenor.money import Money
from tenor.rates import NoYearlyCost
from tenor.schedule import Terms, bullet_plan, equal_instalment_plan
from tenor.usury import NoCeiling, ceiling_on, which_fee_broke_it

START, END = date(2025, 1, 1), date(2026, 1, 1)


def yuan(text: str) -> Money:
    return Money(Decimal(text))


TERMS = Terms(principal=yuan("1000"), rate_yearly=Decimal("0.10"), start_date=START,
              instalments=1, every=12)  # fmt: skip
PLAN = bullet_plan(terms=TERMS)
APPRAISAL = Fee("appraisal", "appraiser", yuan("20"), START)
PREMIUM = Fee("premium", "insurer", yuan("10"), END)
IDLE = Deposit("deposit", "bank", yuan("100"), START, END)


def sheet_of(*charges):
    return all_in_sheet(lender="bank", drawdowns=TERMS.drawn(), plan=PLAN, charges=charges,
                        cycle=Cycle(CycleUnit.YEAR))  # fmt: skip


class TestRates:
    def test_are_one_figure_for_a_year_without_fees(self):
        assert set(sheet_of().rates.values()) == {Decimal("0.1")}

    def test_count_fees_premiums_and_deposits(self):
        rates = sheet_of(APPRAISAL, PREMIUM, IDLE).rates
        # 880 are had for a year, 1010 are paid: 1100 + 10 less the deposit of 100.
        assert rates[CostForm.EU] == rates[CostForm.US] == Decimal("0.1477272727")
        assert rates[CostForm.PBOC_COMPOUND] == Decimal("0.1477272727")
        # 130 of cost on the 900 that the borrower has the use of.
        assert rates[CostForm.PBOC_SIMPLE] == Decimal("0.1444444444")

    def test_of_a_monthly_loan_differ_as_their_rules_do(self):
        terms = Terms(principal=yuan("100000"), rate_yearly=Decimal("0.12"), start_date=START,
                      instalments=12)  # fmt: skip
        rates = all_in_sheet(
            lender="bank",
            drawdowns=terms.drawn(),
            plan=equal_instalment_plan(terms=terms),
            cycle=Cycle(CycleUnit.MONTH),
        ).rates
        assert round(rates[CostForm.US], 6) == Decimal("0.120000")
        assert round(rates[CostForm.EU], 4) == Decimal("0.1268")
        assert Decimal("0.1268") < rates[CostForm.PBOC_COMPOUND] < Decimal("0.1275")
        assert Decimal("0.119") < rates[CostForm.PBOC_SIMPLE] < Decimal("0.121")

    def test_of_a_monthly_loan_with_a_deposit_returned_last_are_above_those_without(self):
        terms = Terms(principal=yuan("100000"), rate_yearly=Decimal("0.12"), start_date=START,
                      instalments=12)  # fmt: skip
        asked = {
            "lender": "bank",
            "drawdowns": terms.drawn(),
            "plan": equal_instalment_plan(terms=terms),
            "cycle": Cycle(CycleUnit.MONTH),
        }
        idle = Deposit("deposit", "bank", yuan("20000"), START, END)
        dearer = all_in_sheet(**asked, charges=[idle]).rates
        for form, rate in all_in_sheet(**asked).rates.items():
            assert rate + Decimal("0.02") < dearer[form] < Decimal("0.3")

    def test_of_a_weekly_loan_count_weeks_in_the_european_form(self):
        terms = Terms(principal=yuan("1000"), rate_yearly=Decimal("0.52"), start_date=START,
                      instalments=1, every=52, unit=Unit.WEEKS)  # fmt: skip
        rates = all_in_sheet(
            lender="bank",
            drawdowns=terms.drawn(),
            plan=bullet_plan(terms=terms),
            cycle=Cycle(CycleUnit.WEEK, 52),
        ).rates
        assert rates[CostForm.EU] == rates[CostForm.US]

    def test_each_name_their_rule(self):
        assert set(SOURCES) == set(CostForm) == set(sheet_of().rates)

    def test_by_simple_interest_need_principal(self):
        with pytest.raises(NoYearlyCost):
            yearly_cost_pboc_simple(drawdowns=[], plan=[])
        with pytest.raises(NoYearlyCost):
            yearly_cost_pboc_simple(
                drawdowns=TERMS.drawn(), plan=PLAN,
                charges=[Deposit("d", "bank", yuan("1000"), START, END)],
            )  # fmt: skip


class TestLines:
    def test_name_item_payee_amount_and_day(self):
        sheet = sheet_of(APPRAISAL, IDLE)
        assert [(line.item, line.payee, line.amount, line.on) for line in sheet.lines] == [
            (Item.INTEREST, "bank", yuan("100"), END),
            (Item.FEE, "appraiser", yuan("20"), START),
            (Item.DEPOSIT, "bank", yuan("100"), START),
        ]
        assert (sheet.drawn, sheet.total_cost) == (yuan("1000"), yuan("120"))

    def test_allow_what_was_signed_and_less_of_it(self):
        sheet = sheet_of(PREMIUM, APPRAISAL)
        assert check_signed(sheet, APPRAISAL).code == "appraisal"
        less = Fee("appraisal", "appraiser", yuan("19.99"), END)
        assert check_signed(sheet, less).amount == yuan("20")

    @pytest.mark.parametrize(
        "fee",
        [
            Fee("appraisal", "appraiser", yuan("20.01"), START),
            Fee("appraisal", "broker", yuan("20"), START),
            Fee("deposit", "bank", yuan("1"), START),
        ],
        ids=["more", "another payee", "a deposit"],
    )
    def test_allow_nothing_else(self, fee):
        with pytest.raises(NotOnTheSheet):
            check_signed(sheet_of(APPRAISAL, IDLE), fee)


class TestCeiling:
    STEPS = [(date(2022, 1, 20), Decimal("0.148")), (date(2020, 8, 20), Decimal("0.154"))]

    def test_is_the_one_in_force_on_the_day(self):
        assert ceiling_on(date(2022, 1, 19), self.STEPS) == Decimal("0.154")
        assert ceiling_on(date(2022, 1, 20), self.STEPS) == Decimal("0.148")
        with pytest.raises(NoCeiling):
            ceiling_on(date(2020, 8, 19), self.STEPS)

    def test_may_be_broken_by_a_deposit_and_in_another_form(self):
        flows = borrower_flows(drawdowns=TERMS.drawn(), plan=PLAN)
        broken = which_fee_broke_it(
            flows=flows,
            fees=[APPRAISAL, IDLE],
            ceiling=Decimal("0.13"),
            measure=yearly_cost_eu,
        )
        assert broken is not None
        assert broken.fee is IDLE

    def test_a_deposit_cannot_come_back_before_it_is_paid(self):
        with pytest.raises(DatesOutOfOrder):
            Deposit("d", "bank", yuan("1"), END, START)
