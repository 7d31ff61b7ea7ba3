"""From the request for the money to a loan that runs from the day of its booking."""

from datetime import date

import pytest
from tenor.money import Money

from headrace.contracts import queries, services
from headrace.custody import queries as custody
from headrace.custody import services as custody_services
from headrace.kit import delivery
from headrace.kit.errors import NotAdmitted, NotFound
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from tests.contracts_domain.town import LENT, SET_UP, yuan


class TestDrawdown:
    def test_becomes_a_loan_when_the_bank_has_booked_it(self, town):
        # Given an effective agreement whose lender has an admitted source of funds
        town.fund_source(town.bank, LENT)
        agreement_id = town.effective()
        firm = town.maker_of(town.firm)

        # When the firm asks, two keys turn, the order is sent, and the bank books it
        instruction_id = town.request_drawdown(agreement_id)
        town.release(instruction_id)
        custody_services.send_instruction(by=SET_UP, instruction_id=instruction_id, at=town.at)
        view = queries.agreement(agreement_id, firm)
        assert (view.drawdown.state, queries.loan(view.loan_id, firm).state) == (
            "prepared",
            "agreed",
        )
        town.days_later(1)
        town.book_payment()

        # Then the loan runs from that day, with a plan of twelve dated rows
        loan = queries.loan(view.loan_id, firm)
        assert (loan.state, loan.drawn_date) == ("drawn", date(2026, 11, 24))
        assert loan.outstanding == LENT
        plan = queries.plan_rows(loan.id, firm)
        assert [row.due_date for row in plan[:2]] == [date(2026, 12, 24), date(2027, 1, 24)]
        assert str(plan[0].principal + plan[0].interest) == "86434.57 CNY"
        assert custody.balance(town.book, None, "held", view.demand_id) == Money.zero()
        assert queries.invariants(loan.id).ok

    def test_the_custodians_refusal_is_told_and_the_money_can_be_drawn_again(self, town):
        town.fund_source(town.bank, LENT)
        agreement_id = town.effective()
        town.channel.refuses_with = "AC04"
        instruction_id = town.request_drawdown(agreement_id)
        town.release(instruction_id)
        custody_services.send_instruction(by=SET_UP, instruction_id=instruction_id, at=town.at)
        delivery.deliver_all()
        view = queries.agreement(agreement_id, town.maker_of(town.firm))
        assert (view.drawdown.state, view.drawdown.reason) == ("rejected", "AC04")

        town.channel.refuses_with = ""
        loan_id = town.draw(agreement_id)
        assert queries.loan(loan_id, town.maker_of(town.firm)).state == "drawn"

    def test_may_be_paid_to_a_supplier_that_the_agreement_names(self, town):
        town.fund_source(town.bank, LENT)
        instruction_id = town.request_drawdown(town.effective(), "Anli Glassworks Co., Ltd")
        seen = custody.instruction(instruction_id, town.checker_of(town.bank))
        assert (seen.payee_name, seen.amount) == ("Anli Glassworks Co., Ltd", LENT)


class TestShutGates:
    def test_nobody_else_is_paid(self, town):
        town.fund_source(town.bank, LENT)
        with pytest.raises(services.PayeeNotAgreed):
            town.request_drawdown(town.effective(), "Somebody Else Co., Ltd")

    def test_a_lender_without_an_admitted_source_of_funds_pays_nothing(self, town):
        agreement_id = town.effective()
        with pytest.raises(services.FundSourceNotAdmitted) as refused:
            town.request_drawdown(agreement_id)
        assert refused.value.facts["lender"] == str(town.bank.id)

    def test_a_source_below_the_amount_does_not_cover_it(self, town):
        town.fund_source(town.bank, yuan("999999.99"))
        with pytest.raises(services.FundSourceNotAdmitted):
            town.request_drawdown(town.effective())

    def test_an_agreement_that_not_all_have_signed_pays_nothing(self, town):
        town.fund_source(town.bank, LENT)
        agreement_id = town.draw_up(town.terms())
        town.sign(agreement_id, town.firm)
        with pytest.raises(services.AgreementNotEffective):
            town.request_drawdown(agreement_id)

    def test_the_money_is_drawn_once(self, town):
        town.fund_source(town.bank, LENT)
        agreement_id = town.effective()
        town.request_drawdown(agreement_id)
        with pytest.raises(services.AlreadyDrawn):
            town.request_drawdown(agreement_id)

    def test_a_freeze_of_the_escrow_stops_the_request(self, town):
        town.fund_source(town.bank, LENT)
        agreement_id = town.effective()
        demand_id = queries.agreement(agreement_id, town.maker_of(town.firm)).demand_id
        transaction(custody_services.freeze_account)(
            book_id=town.book,
            party_id=None,
            purpose="held",
            demand_id=demand_id,
            order=Subject("freeze_order", new_id()),
            by=SET_UP,
            at=town.at,
        )
        with pytest.raises(services.PartyFrozen):
            town.request_drawdown(agreement_id)

    def test_a_freeze_of_the_borrower_stops_the_request(self, town):
        town.fund_source(town.bank, LENT)
        agreement_id = town.effective()
        order = Subject("freeze_order", new_id())
        place = {"book_id": town.book, "party_id": town.firm.id, "order": order}
        transaction(custody_services.freeze_account)(**place, by=SET_UP, at=town.at)
        with pytest.raises(services.PartyFrozen):
            town.request_drawdown(agreement_id)
        transaction(custody_services.unfreeze_account)(**place, by=SET_UP, at=town.at)
        town.request_drawdown(agreement_id)

    def test_only_the_borrowers_maker_asks(self, town):
        town.fund_source(town.bank, LENT)
        agreement_id = town.effective()
        ask = {
            "agreement_id": agreement_id,
            "payee_name": town.firm.name,
            "payee_account": "6217000033334444",
            "at": town.at,
        }
        with pytest.raises(NotFound):
            services.request_drawdown(key=new_id(), by=town.maker_of(town.bank), **ask)
        with pytest.raises(NotAdmitted):
            services.request_drawdown(key=new_id(), by=town.checker_of(town.firm), **ask)


class TestFees:
    @pytest.fixture
    def agreement_id(self, town):
        agreement_id = town.effective()
        town.fund(town.firm, yuan("6000"))
        return agreement_id

    def collect(self, town, agreement_id, code="guarantee", amount="5000"):
        return services.collect_fee(
            key=new_id(),
            by=town.checker_of(town.bank),
            agreement_id=agreement_id,
            code=code,
            amount=yuan(amount),
            at=town.at,
        )

    def test_a_signed_fee_is_collected_up_to_its_amount(self, town, agreement_id):
        self.collect(town, agreement_id, amount="4000")
        with pytest.raises(services.FeeAboveSigned):
            self.collect(town, agreement_id, amount="1000.01")
        self.collect(town, agreement_id, amount="1000")
        line = queries.agreement(agreement_id, town.maker_of(town.firm)).costs[0]
        assert (line.collected, str(line.yearly_rate)) == (yuan("5000"), "0.005")
        assert custody.balance(town.book, line.payee_id, "available") == yuan("5000")
        assert custody.balance(town.book, town.firm.id, "available") == yuan("1000")

    def test_a_fee_that_is_not_on_the_signed_sheet_cannot_be_collected(self, town, agreement_id):
        with pytest.raises(services.FeeNotSigned) as refused:
            self.collect(town, agreement_id, code="consulting", amount="0.01")
        assert refused.value.code() == "contracts/fee-not-signed"
        assert custody.balance(town.book, town.firm.id, "available") == yuan("6000")

    def test_before_all_have_signed_nothing_is_collected(self, town):
        agreement_id = town.draw_up(town.terms())
        with pytest.raises(services.AgreementNotEffective):
            self.collect(town, agreement_id)

    def test_only_a_lender_collects(self, town, agreement_id):
        ask = {"agreement_id": agreement_id, "code": "guarantee", "amount": yuan("1")}
        for party in (town.firm, town.ministry):
            with pytest.raises(NotFound):
                services.collect_fee(key=new_id(), by=town.checker_of(party), at=town.at, **ask)
        with pytest.raises(NotAdmitted):
            services.collect_fee(key=new_id(), by=town.maker_of(town.bank), at=town.at, **ask)

    def test_money_that_is_not_there_is_not_collected(self, town, agreement_id):
        other = town.effective()
        self.collect(town, agreement_id)
        with pytest.raises(custody_services.FundsNotCovered):
            self.collect(town, other)
