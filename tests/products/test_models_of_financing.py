"""Every way of financing answers the same questions; a newcomer touches no other file."""

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.money import Money, total_of
from tenor.rates import yearly_cost

import headrace
from headrace.products import registry
from headrace.products.bank_loan import MODEL as BANK_LOAN
from headrace.products.protocol import Fee, Firm, Terms
from tests.products.stub_models import LeaseStub, ReceivableStub

START = date(2026, 11, 23)
FIRM = Firm(
    enterprise_id=UUID(int=1),
    size_class="small",
    kind="company",
    district="360730",
    industry="industry",
    grade="B2",
    purpose_code="materials",
)


def terms(**other) -> Terms:
    given_terms = {
        "amount": Money(Decimal(600_000)),
        "term_months": 12,
        "rate_yearly": Decimal("0.054"),
        "plan_kind": "equal_instalment",
        "start_date": START,
        "details": {
            "face": "900000",
            "debtor_pays": "2027-04-23",
            "serial": "L-1",
            "number": "0041",
        },
    }
    return Terms(**{**given_terms, **other})


@pytest.fixture(params=[BANK_LOAN, ReceivableStub(), LeaseStub()], ids=lambda each: each.code)
def financing(request):
    return request.param


class TestEveryModel:
    def test_repays_exactly_what_was_lent(self, financing):
        plan = financing.plan(terms())
        assert total_of([each.principal for each in plan]) == terms().amount
        assert not plan[-1].balance

    def test_costs_something_a_year(self, financing):
        assert Decimal("0.04") < yearly_cost(financing.all_in_flows(terms())) < Decimal("0.08")

    def test_costs_more_with_a_fee_whenever_it_falls_due(self, financing):
        plain = yearly_cost(financing.all_in_flows(terms()))
        for due in ("drawdown", "each", "end"):
            fee = Fee(code="handling", amount=Money(Decimal(500)), due=due)
            assert yearly_cost(financing.all_in_flows(terms(fees=(fee,)))) > plain

    def test_says_who_may_lend_and_where_the_money_goes(self, financing):
        assert financing.lender_roles
        assert financing.money_steps
        assert financing.name.zh

    def test_names_security_of_the_kinds_it_declares(self, financing):
        kinds = {each.kind for each in financing.securities(terms())}
        assert kinds <= set(financing.security_kinds)

    def test_does_not_object_to_a_firm_that_fits(self, financing):
        assert financing.eligible(FIRM, terms(), {}) == ()


class TestBankLoan:
    def test_of_600_000_over_a_year_costs_what_a_calculator_says(self):
        # Given 5.4 % a year by the month, 0.45 % of the balance each month
        plan = BANK_LOAN.plan(terms())

        # Then the level payment is 600000 * 0.0045 / (1 - 1.0045 ** -12) = 51 474.54
        assert plan[0].interest == Money(Decimal("2700.00"))
        assert plan[0].total == Money(Decimal("51474.54"))
        assert (plan[0].due_date, plan[-1].due_date) == (date(2026, 12, 23), date(2027, 11, 23))

    @pytest.mark.parametrize("plan_kind", BANK_LOAN.plan_kinds)
    def test_draws_up_every_plan_it_declares(self, plan_kind):
        assert len(BANK_LOAN.plan(terms(plan_kind=plan_kind))) == 12

    def test_objects_to_a_purpose_that_the_rules_shut(self):
        shut = BANK_LOAN.eligible(FIRM, terms(), {"purposes_shut": ["materials"]})
        assert [each.code for each in shut] == ["purpose_shut"]

    @given(
        amount=st.integers(1_000_00, 10_000_000_00),
        months=st.integers(1, 60),
        plan_kind=st.sampled_from(BANK_LOAN.plan_kinds),
    )
    def test_always_repays_to_the_fen(self, amount, months, plan_kind):
        asked = terms(amount=Money.from_minor(amount), term_months=months, plan_kind=plan_kind)
        plan = BANK_LOAN.plan(asked)
        assert sum(each.principal.minor for each in plan) == amount


class TestRegistry:
    def test_finds_the_shipped_model_by_its_code(self):
        assert registry.model("bank_loan") is BANK_LOAN
        assert BANK_LOAN in registry.models()

    def test_does_not_know_a_model_that_nobody_wrote(self):
        with pytest.raises(registry.ModelUnknown) as refused:
            registry.model("pawn")
        assert refused.value.facts["code"] == "pawn"

    def test_takes_a_newcomer_without_another_file_being_touched(self):
        newcomer = LeaseStub()
        registry.join(newcomer)
        try:
            assert registry.model("stub_lease") is newcomer
            with pytest.raises(ValueError, match="two models"):
                registry.join(LeaseStub())
        finally:
            registry.leave("stub_lease")


class _AsksWhichModel(ast.NodeVisitor):
    """Finds comparisons of something called model with a text."""

    def __init__(self) -> None:
        self.found: list[int] = []

    def visit_Compare(self, node: ast.Compare) -> None:
        sides = [node.left, *node.comparators]
        names = {getattr(each, "id", getattr(each, "attr", "")) for each in sides}
        if "model" in names and any(isinstance(each, ast.Constant) for each in sides):
            self.found.append(node.lineno)
        self.generic_visit(node)


def test_nobody_asks_which_model_it_is():
    asked = []
    for file in Path(headrace.__file__).parent.rglob("*.py"):
        finder = _AsksWhichModel()
        finder.visit(ast.parse(file.read_text("utf-8")))
        asked += [f"{file}:{line}" for line in finder.found]
    assert asked == []
