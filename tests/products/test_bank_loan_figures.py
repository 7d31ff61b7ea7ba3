"""A bank loan in figures that a calculator gives, and the laws that every plan keeps."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.money import Money, total_of
from tenor.rates import yearly_cost

from headrace.products.bank_loan import MODEL
from headrace.products.flows import dated_fees
from headrace.products.protocol import Fee, Firm, Terms

START = date(2026, 1, 31)
FIRM = Firm(UUID(int=1), "small", "company", "360730", "industry", "B2", "materials")


def yuan(amount: int | str) -> Money:
    return Money(Decimal(amount))


def terms(**other) -> Terms:
    told = {
        "amount": yuan(120_000),
        "term_months": 3,
        "rate_yearly": Decimal("0.12"),
        "plan_kind": "bullet",
        "start_date": START,
    }
    return Terms(**{**told, **other})


def rows(**other):
    """Each instalment as (day, principal, interest), all as text."""
    return [
        (each.due_date.isoformat(), str(each.principal.amount), str(each.interest.amount))
        for each in MODEL.plan(terms(**other))
    ]


class TestPlan:
    """120 000 yuan for three months at 1 % a month, lent on the last of January."""

    def test_bullet_pays_interest_monthly_and_the_whole_at_the_end(self):
        assert rows() == [
            ("2026-02-28", "0.00", "1200.00"),
            ("2026-03-31", "0.00", "1200.00"),
            ("2026-04-30", "120000.00", "1200.00"),
        ]

    def test_of_equal_principal_pays_less_interest_each_month(self):
        assert rows(plan_kind="equal_principal") == [
            ("2026-02-28", "40000.00", "1200.00"),
            ("2026-03-31", "40000.00", "800.00"),
            ("2026-04-30", "40000.00", "400.00"),
        ]

    def test_of_equal_instalments_pays_40_802_65_each_time(self):
        # 120000 * 0.01 / (1 - 1.01 ** -3) = 40 802.65
        assert rows(plan_kind="equal_instalment") == [
            ("2026-02-28", "39602.65", "1200.00"),
            ("2026-03-31", "39998.68", "803.97"),
            ("2026-04-30", "40398.67", "403.99"),
        ]

    @pytest.mark.parametrize("plan_kind", MODEL.plan_kinds)
    def test_without_interest_pays_back_the_principal_alone(self, plan_kind):
        plan = MODEL.plan(terms(plan_kind=plan_kind, rate_yearly=Decimal(0)))
        assert {each.interest for each in plan} == {yuan(0)}
        assert total_of([each.principal for each in plan]) == yuan(120_000)

    @pytest.mark.parametrize("plan_kind", MODEL.plan_kinds)
    def test_of_one_month_is_one_payment(self, plan_kind):
        assert rows(plan_kind=plan_kind, term_months=1) == [("2026-02-28", "120000.00", "1200.00")]

    def test_of_a_kind_that_no_bank_draws_up_is_a_fault(self):
        with pytest.raises(KeyError):
            MODEL.plan(terms(plan_kind="rent"))

    @given(
        amount=st.integers(1_000_00, 10_000_000_00),
        months=st.integers(1, 36),
        rate=st.integers(1, 2400).map(lambda each: Decimal(each) / 10_000),
        plan_kind=st.sampled_from(MODEL.plan_kinds),
    )
    def test_of_any_terms_is_paid_off_in_order_of_days(self, amount, months, rate, plan_kind):
        plan = MODEL.plan(
            terms(
                amount=Money.from_minor(amount),
                term_months=months,
                rate_yearly=rate,
                plan_kind=plan_kind,
            )
        )
        assert [each.number for each in plan] == list(range(1, months + 1))
        days = [START, *(each.due_date for each in plan)]
        assert days == sorted(set(days))
        assert sum(each.principal.minor for each in plan) == amount
        assert all(each.principal.minor >= 0 and each.interest.minor >= 0 for each in plan)
        assert plan[-1].balance.minor == 0

    @given(
        amount=st.integers(10_000_00, 10_000_000_00),
        months=st.integers(2, 36),
        rate=st.integers(100, 2400).map(lambda each: Decimal(each) / 10_000),
    )
    def test_costs_most_interest_as_a_bullet_and_least_by_equal_principal(
        self, amount, months, rate
    ):
        interest = [
            sum(
                each.interest.minor
                for each in MODEL.plan(
                    terms(
                        amount=Money.from_minor(amount),
                        term_months=months,
                        rate_yearly=rate,
                        plan_kind=kind,
                    )
                )
            )
            for kind in ("bullet", "equal_instalment", "equal_principal")
        ]
        assert interest[0] > interest[1] >= interest[2]


class TestFlows:
    def test_without_fees_are_the_money_and_its_instalments(self):
        flows = MODEL.all_in_flows(terms())
        assert [(day.isoformat(), str(amount.amount)) for day, amount in flows] == [
            ("2026-01-31", "120000.00"),
            ("2026-02-28", "-1200.00"),
            ("2026-03-31", "-1200.00"),
            ("2026-04-30", "-121200.00"),
        ]

    @pytest.mark.parametrize(
        ("due", "paid"),
        [
            ("drawdown", {"2026-01-31": "119400.00"}),
            (
                "each",
                {
                    "2026-02-28": "-1800.00",
                    "2026-03-31": "-1800.00",
                    "2026-04-30": "-121800.00",
                },
            ),
            ("end", {"2026-04-30": "-121800.00"}),
        ],
    )
    def test_bear_a_fee_of_600_on_the_days_on_which_it_is_due(self, due, paid):
        fee = Fee(code="handling", amount=yuan(600), due=due)
        by_day: dict[str, Decimal] = {}
        for day, amount in MODEL.all_in_flows(terms(fees=(fee,))):
            by_day[day.isoformat()] = by_day.get(day.isoformat(), Decimal(0)) + amount.amount
        plain = {
            "2026-01-31": "120000.00",
            "2026-02-28": "-1200.00",
            "2026-03-31": "-1200.00",
            "2026-04-30": "-121200.00",
        }
        assert by_day == {day: Decimal(each) for day, each in (plain | paid).items()}

    @pytest.mark.parametrize(("due", "times"), [("drawdown", 1), ("each", 3), ("end", 1)])
    def test_add_up_to_interest_and_fees(self, due, times):
        fee = Fee(code="handling", amount=yuan(600), due=due)
        flows = MODEL.all_in_flows(terms(fees=(fee,)))
        assert -total_of([amount for _, amount in flows]) == yuan(3_600 + 600 * times)

    def test_make_a_fee_dearer_the_sooner_it_is_paid(self):
        costs = [
            yearly_cost(
                MODEL.all_in_flows(terms(fees=(Fee(code="handling", amount=yuan(600), due=due),)))
            )
            for due in ("drawdown", "end")
        ]
        assert costs[0] > costs[1] > yearly_cost(MODEL.all_in_flows(terms()))

    def test_cost_twelve_percent_by_the_month_some_12_7_effective_a_year(self):
        flows = MODEL.all_in_flows(terms(term_months=12, plan_kind="equal_principal"))
        assert abs(yearly_cost(flows) - Decimal("0.126825")) < Decimal("0.0012")


class TestDatedFees:
    def test_name_their_payee_or_the_lender(self):
        fees = (
            Fee(code="handling", amount=yuan(1)),
            Fee(code="appraisal", amount=yuan(2), due="end", payee_id=UUID(int=7)),
        )
        plan = MODEL.plan(terms())
        assert [(each.code, each.payee) for each in dated_fees(terms(fees=fees), plan)] == [
            ("handling", "lender"),
            ("appraisal", str(UUID(int=7))),
        ]


class TestEligibility:
    @pytest.mark.parametrize(
        ("rules", "objects"),
        [
            ({}, False),
            ({"purposes_shut": []}, False),
            ({"purposes_shut": ["repay_loan"]}, False),
            ({"purposes_shut": ["repay_loan", "materials"]}, True),
        ],
    )
    def test_ends_where_the_rules_shut_the_purpose(self, rules, objects):
        found = MODEL.eligible(FIRM, terms(), rules)
        assert [each.code for each in found] == ["purpose_shut"] * objects

    def test_says_why_in_both_languages(self):
        (objection,) = MODEL.eligible(FIRM, terms(), {"purposes_shut": ["materials"]})
        assert objection.says.en == "The rules in force do not allow loans for this purpose."
        assert objection.says.zh == "现行规则不允许为此用途发放贷款。"


class TestModel:
    def test_is_lent_by_banks_and_small_loan_companies_alone(self):
        assert MODEL.lender_roles == {"bank", "small_loan"}

    def test_asks_for_no_further_field_and_encumbers_nothing(self):
        assert MODEL.required_fields == ()
        assert MODEL.securities(terms()) == ()

    def test_passes_each_step_of_money_on_to_the_next(self):
        steps = [(each.name, each.debit_purpose, each.credit_purpose) for each in MODEL.money_steps]
        assert steps == [
            ("hold", "available", "held"),
            ("drawdown", "held", "in_transit"),
            ("repayment", "in_transit", "available"),
        ]
