"""A drawdown that was cancelled or that came back: the loan is not drawn, and may be once more."""

from datetime import date

import pytest
from tenor.loan import State as LoanState
from tenor.money import Money

from headrace.contracts import queries, services
from headrace.contracts.rules import drawing
from headrace.custody import queries as custody
from headrace.custody import services as custody_services
from headrace.kit import log
from headrace.kit.transactions import transaction
from headrace.register import queries as register
from tests.contracts_domain.town import LENT, SET_UP, Town, yuan


class Loan:
    """An effective agreement in a town, and what may be asked about it."""

    def __init__(self, town: Town) -> None:
        self.town = town
        town.fund_source(town.bank, LENT)
        self.agreement_id = town.effective()
        self.loan_id = self.view.loan_id

    @property
    def view(self):
        return queries.agreement(self.agreement_id, self.town.maker_of(self.town.firm))

    @property
    def loan(self):
        return queries.loan(self.loan_id, self.town.maker_of(self.town.firm))

    @property
    def plan(self):
        return queries.plan_rows(self.loan_id, self.town.maker_of(self.town.firm))

    @property
    def escrow(self) -> Money:
        return custody.held_for(self.town.book, self.view.demand_id).booked

    def told(self, kind: str) -> int:
        stored = log.read("journal", log.partition_of(self.town.firm.id), log.Cursor())
        return sum(each.kind == kind for each in stored)

    def return_again(self) -> bool:
        return transaction(services.return_drawdown)(
            instruction_id=self.view.drawdown.instruction_id,
            reason="AC04",
            by=SET_UP,
            at=self.town.at,
        )


@pytest.fixture
def deal(town) -> Loan:
    return Loan(town)


class TestADrawdownThatCameBack:
    def test_leaves_a_loan_that_is_not_drawn(self, deal):
        # Given a loan that was drawn
        deal.town.draw(deal.agreement_id)
        assert (deal.loan.state, deal.escrow) == ("drawn", yuan(0))

        # When the bank returns the payment two days later
        deal.town.days_later(2)
        deal.town.return_payment("AC04")

        # Then nothing is owed, no plan runs, and the money lies in the escrow again
        assert (deal.loan.state, deal.loan.drawn_date) == ("agreed", None)
        assert (deal.loan.outstanding, deal.plan) == (yuan(0), ())
        assert (deal.view.state, deal.escrow) == ("effective", LENT)
        assert (deal.view.drawdown.state, deal.view.drawdown.reason) == ("returned", "AC04")
        assert deal.view.drawdown.may_be_asked_again
        assert deal.told("contracts.drawdown.returned") == 1
        assert register.exposure(borrower_id=deal.town.firm.id) == LENT
        assert queries.invariants(deal.loan_id).ok

    def test_can_be_drawn_again_with_a_plan_of_its_own(self, deal):
        deal.town.draw(deal.agreement_id)
        deal.town.return_payment()
        deal.town.days_later(10)
        assert deal.town.draw(deal.agreement_id) == deal.loan_id
        assert (deal.loan.state, deal.loan.drawn_date) == ("drawn", date(2026, 12, 3))
        assert [row.number for row in deal.plan] == list(range(1, 13))
        assert deal.plan[0].due_date == date(2027, 1, 3)
        assert queries.invariants(deal.loan_id).ok

    def test_can_come_back_twice(self, deal):
        for _ in range(2):
            deal.town.draw(deal.agreement_id)
            deal.town.return_payment()
        assert (deal.loan.state, deal.escrow) == ("agreed", LENT)

    def test_can_be_given_up_and_the_lender_has_its_money(self, deal):
        deal.town.draw(deal.agreement_id)
        deal.town.return_payment()
        deal.town.give_up(deal.agreement_id)
        assert (deal.loan.state, deal.view.state) == ("cancelled", "terminated")
        assert custody.balance(deal.town.book, deal.town.bank.id, "available") == LENT
        assert register.exposure(borrower_id=deal.town.firm.id) == yuan(0)
        assert custody.verify_book(deal.town.book).ok

    def test_told_twice_is_undone_once(self, deal):
        deal.town.draw(deal.agreement_id)
        deal.town.return_payment()
        assert deal.return_again() is False
        assert deal.told("contracts.drawdown.returned") == 1

    def test_takes_its_arrears_with_it(self, deal):
        # Given a firm counted late with money that never arrived
        deal.town.draw(deal.agreement_id)
        deal.town.close(deal.town.days_later(40))
        assert deal.loan.state == "in_arrears"
        deal.town.return_payment()
        assert (deal.loan.state, deal.loan.days_past_due) == ("agreed", 0)
        assert queries.arrears_by_district(over_days=0) == ()

    def test_of_a_loan_repaid_in_part_is_told_and_settled_by_people(self, deal):
        # Given a firm that has paid an instalment before the bank returned the money
        deal.town.draw(deal.agreement_id)
        deal.town.days_later(3)
        deal.town.repay(deal.loan_id, yuan(1000))
        deal.town.return_payment("AC04")

        # Then the loan stays as it is, nobody draws twice, and it is told once
        assert (deal.loan.state, deal.escrow) == ("drawn", LENT)
        assert not deal.view.drawdown.may_be_asked_again
        with pytest.raises(services.AlreadyDrawn):
            deal.town.request_drawdown(deal.agreement_id)
        with pytest.raises(services.MoneyUnderWay):
            deal.town.give_up(deal.agreement_id)
        assert deal.return_again() is False
        assert deal.told("contracts.drawdown.returned_late") == 1
        assert queries.invariants(deal.loan_id).ok

    def test_has_its_days_to_draw_once_more(self, deal):
        deal.town.draw(deal.agreement_id)
        deal.town.days_later(80)
        deal.town.return_payment()
        deal.town.close(deal.town.days_later(20))
        assert deal.view.state == "effective"
        deal.town.close(deal.town.days_later(75))
        assert deal.view.state == "terminated"

    def test_that_is_not_ours_is_passed_over(self, deal):
        town = deal.town
        passed = {"instruction_id": deal.agreement_id, "by": SET_UP, "at": town.at}
        assert transaction(services.return_drawdown)(reason="AC04", **passed) is False
        assert transaction(services.cancel_drawdown)(reason="x", **passed) is False


class TestADrawdownThatWasCancelled:
    @pytest.mark.parametrize("house", ["firm", "custodian"])
    def test_is_asked_for_again(self, deal, house):
        first = deal.town.request_drawdown(deal.agreement_id)
        deal.town.cancel(first, getattr(deal.town, house))
        assert (deal.view.drawdown.state, deal.loan.state) == ("cancelled", "agreed")
        assert deal.town.draw(deal.agreement_id) == deal.loan_id
        assert deal.loan.state == "drawn"

    def test_no_longer_keeps_the_agreement_from_being_given_up(self, deal):
        instruction_id = deal.town.request_drawdown(deal.agreement_id)
        with pytest.raises(services.MoneyUnderWay):
            deal.town.give_up(deal.agreement_id)
        deal.town.cancel(instruction_id)
        deal.town.give_up(deal.agreement_id)
        assert custody.balance(deal.town.book, deal.town.bank.id, "available") == LENT

    def test_after_both_keys_pays_nobody(self, deal):
        instruction_id = deal.town.request_drawdown(deal.agreement_id)
        deal.town.release(instruction_id)
        deal.town.cancel(instruction_id)
        report = custody_services.send_ready(by=SET_UP, at=deal.town.at)
        assert (report.sent, deal.town.channel.submitted) == ((), [])


class TestTheTable:
    MOVES = {
        ("prepared", "book"): "booked",
        ("prepared", "reject"): "rejected",
        ("prepared", "cancel"): "cancelled",
        ("booked", "return"): "returned",
    }

    @pytest.mark.parametrize("event", list(drawing.Event))
    @pytest.mark.parametrize("state", list(drawing.State))
    def test_has_these_moves_and_no_other(self, state, event):
        assert drawing.follows(state, event) == self.MOVES.get((state.value, event.value))

    @pytest.mark.parametrize("state", list(LoanState))
    def test_undoes_a_running_loan_on_which_nothing_was_paid(self, state):
        running = state in (LoanState.DRAWN, LoanState.IN_ARREARS)
        assert drawing.can_be_undone(state, serviced=False) is running
        assert not drawing.can_be_undone(state, serviced=True)
