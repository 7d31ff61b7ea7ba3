"""A drawdown passes only when every gate is open, and a fee only within its signed line."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tenor.money import Money

from headrace.contracts.rules import costs
from headrace.contracts.rules import drawdown as gates
from headrace.contracts.rules.agreement import State
from tests.contracts_domain.values import BANK_A, FIRM

OPEN = gates.Facts(
    state=State.EFFECTIVE,
    drawn=False,
    frozen_party=None,
    uncovered_lender=None,
    amount="1000000.00",
    borrower_name=FIRM.name,
    agreed_payees=("Anli Glassworks Co., Ltd",),
    payee_name=FIRM.name,
)


class TestDrawdown:
    @pytest.mark.parametrize("payee", [FIRM.name, f"  {FIRM.name} ", "Anli Glassworks Co., Ltd"])
    def test_pays_the_borrower_or_a_supplier_named_in_the_agreement(self, payee):
        gates.check(replace(OPEN, payee_name=payee))

    @pytest.mark.parametrize("payee", ["Anli Glassworks", "Co., Ltd", "", "Another Firm"])
    def test_refuses_anybody_else_even_part_of_an_agreed_name(self, payee):
        with pytest.raises(gates.PayeeNotAgreed):
            gates.check(replace(OPEN, payee_name=payee))

    @pytest.mark.parametrize("state", [each for each in State if each is not State.EFFECTIVE])
    def test_refuses_unless_every_party_has_signed(self, state):
        with pytest.raises(gates.AgreementNotEffective) as refused:
            gates.check(replace(OPEN, state=state))
        assert refused.value.facts == {"state": state.value}

    @pytest.mark.parametrize(
        ("shut", "error"),
        [
            ({"drawn": True}, gates.AlreadyDrawn),
            ({"frozen_party": BANK_A.party_id}, gates.PartyFrozen),
            ({"uncovered_lender": BANK_A.party_id}, gates.FundSourceNotAdmitted),
        ],
    )
    def test_each_shut_gate_has_its_own_name(self, shut, error):
        with pytest.raises(error):
            gates.check(replace(OPEN, **shut))


class TestCollectableFee:
    signed = Money(Decimal(5000))

    def check(self, *, asked, collected="0"):
        costs.check_collectable(
            code="guarantee",
            signed=self.signed,
            collected=Money(Decimal(collected)),
            asked=Money(Decimal(asked)),
        )

    def test_up_to_the_signed_amount_and_not_a_cent_more(self):
        self.check(asked="5000")
        self.check(asked="1000", collected="4000")
        with pytest.raises(costs.FeeAboveSigned) as refused:
            self.check(asked="1000.01", collected="4000")
        assert refused.value.facts == {"code": "guarantee", "asked": "1000.01", "left": "1000.00"}

    def test_nothing_under_a_code_that_nobody_signed(self):
        assert costs.line_signed({"guarantee": "the line"}, "guarantee") == "the line"
        with pytest.raises(costs.FeeNotSigned):
            costs.line_signed({"guarantee": "the line"}, "consulting")

    @pytest.mark.parametrize("asked", ["0", "-1"])
    def test_nothing_and_less_than_nothing_are_no_fee(self, asked):
        with pytest.raises(costs.FeeNotPositive):
            self.check(asked=asked)
