"""A freeze stops the next payment; another officer's hand lets it go."""

import pytest
from tenor.money import Money

from headrace.contracts import queries as contracts
from headrace.contracts import services as contract_services
from headrace.custody import queries as custody
from headrace.custody import services as custody_services
from headrace.kit import delivery
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.supervision import queries, services
from tests.contracts_domain.town import LENT, SET_UP, yuan

REASON = "invoices of the last month look forged"


@pytest.fixture
def district(town):
    """The finance bureau of the firm's own county."""
    return town.register("Lunxi finance bureau", "government", "government")


def freeze(town, officer, party):
    return services.order_freeze(
        key=new_id(),
        by=officer,
        subject=Subject("organisation", party.id),
        reason=REASON,
        at=town.at,
    )


def lift(town, officer, order_id):
    services.lift_freeze(
        key=new_id(), by=officer, order_id=order_id, reason="the invoices are genuine", at=town.at
    )
    delivery.deliver_all()


class TestFreezeOfTheBorrower:
    def test_stops_a_payment_that_two_keys_released_and_lifting_lets_it_go(self, town, district):
        # Given a drawdown that both keys have released
        town.fund_source(town.bank, LENT)
        agreement_id = town.effective()
        instruction_id = town.request_drawdown(agreement_id)
        town.release(instruction_id)

        # When an officer of the county orders a freeze
        order_id = freeze(town, town.maker_of(district), town.firm)

        # Then the payment is refused by name, and nothing has moved
        with pytest.raises(custody_services.AccountFrozen):
            custody_services.send_instruction(by=SET_UP, instruction_id=instruction_id, at=town.at)
        demand_id = contracts.agreement(agreement_id, town.maker_of(town.firm)).demand_id
        assert custody.balance(town.book, None, "held", demand_id) == LENT

        # And when another officer lifts it, it goes
        lift(town, town.checker_of(district), order_id)
        custody_services.send_instruction(by=SET_UP, instruction_id=instruction_id, at=town.at)
        town.book_payment()
        loan_id = contracts.agreement(agreement_id, town.maker_of(town.firm)).loan_id
        assert contracts.loan(loan_id, town.maker_of(town.firm)).state == "drawn"

    def test_stops_a_request_for_the_money_too(self, town, district):
        town.fund_source(town.bank, LENT)
        agreement_id = town.effective()
        freeze(town, town.maker_of(district), town.firm)
        with pytest.raises(contract_services.PartyFrozen):
            town.request_drawdown(agreement_id)

    def test_holds_a_repayment_back_until_it_is_lifted(self, town, district):
        loan_id = town.running_loan()
        order_id = freeze(town, town.maker_of(district), town.firm)
        town.repay(loan_id, yuan("10000"))
        assert custody.balance(town.book, town.bank.id, "available") == Money.zero()
        lift(town, town.checker_of(district), order_id)
        assert custody.balance(town.book, town.bank.id, "available") == yuan("10000")

    def test_an_account_opened_under_a_freeze_is_frozen_too(self, town, district):
        freeze(town, town.maker_of(district), town.firm)
        town.open_available(town.firm.id)
        delivery.deliver_all()
        assert [each.frozen for each in custody.balances_of(town.firm.id)] == [True]

    def test_an_escrow_that_comes_to_be_under_a_freeze_is_frozen_too(self, town, district):
        town.fund_source(town.bank, LENT)
        freeze(town, town.maker_of(district), town.firm)
        agreement_id = town.effective()
        demand_id = contracts.agreement(agreement_id, town.maker_of(town.firm)).demand_id
        assert custody.held_for(town.book, demand_id).frozen

    def test_two_orders_over_one_escrow_hold_until_both_are_lifted(self, town, district):
        town.fund_source(town.bank, LENT)
        agreement_id = town.effective()
        first = freeze(town, town.maker_of(district), town.firm)
        second = freeze(town, town.maker_of(district), town.bank)
        demand_id = contracts.agreement(agreement_id, town.maker_of(town.firm)).demand_id
        lift(town, town.checker_of(district), first)
        assert custody.held_for(town.book, demand_id).frozen
        lift(town, town.checker_of(district), second)
        assert not custody.held_for(town.book, demand_id).frozen


class TestWhoMayOrder:
    def test_an_officer_of_another_county_may_not(self, town):
        other = town.register("Xiling bureau", "government", "government", district="330281")
        with pytest.raises(services.NotYourDistrict):
            freeze(town, town.maker_of(other), town.firm)

    def test_an_auditor_may_not(self, town):
        auditor = town.register("Audit office", "government", "auditor")
        with pytest.raises(services.OnlyAnOfficer):
            freeze(town, town.checker_of(auditor), town.firm)

    def test_the_operator_may_not(self, town):
        operator = next(iter(town.people_of_centre()))
        with pytest.raises(services.OnlyAnOfficer):
            freeze(town, operator, town.firm)

    def test_the_officer_who_ordered_it_does_not_lift_it(self, town, district):
        order_id = freeze(town, town.maker_of(district), town.firm)
        with pytest.raises(services.SamePerson):
            lift(town, town.maker_of(district), order_id)
        assert queries.freeze_orders(town.maker_of(district))[0].in_force

    def test_one_order_at_a_time_and_lifted_once(self, town, district):
        order_id = freeze(town, town.maker_of(district), town.firm)
        with pytest.raises(services.AlreadyFrozen):
            freeze(town, town.checker_of(district), town.firm)
        lift(town, town.checker_of(district), order_id)
        with pytest.raises(services.AlreadyLifted):
            lift(town, town.checker_of(district), order_id)

    def test_only_an_organisation_is_frozen(self, town, district):
        with pytest.raises(services.NotAParty):
            services.order_freeze(
                key=new_id(),
                by=town.maker_of(district),
                subject=Subject("demand", new_id()),
                reason=REASON,
                at=town.at,
            )

    def test_the_frozen_firm_reads_its_order_and_a_stranger_does_not(self, town, district):
        order_id = freeze(town, town.maker_of(district), town.firm)
        (own,) = queries.freeze_orders(town.maker_of(town.firm))
        assert (own.id, own.reason) == (order_id, REASON)
        lift(town, town.checker_of(district), order_id)
        assert queries.freeze_orders(town.maker_of(town.firm)) == ()
        (past,) = queries.freeze_orders(town.maker_of(town.firm), in_force_only=False)
        assert (past.in_force, past.lift_reason) == (False, "the invoices are genuine")
        assert queries.freeze_orders(town.maker_of(town.bank)) == ()


class TestCases:
    def test_a_case_stays_open_while_its_freeze_is_in_force(self, town, district):
        officer, colleague = town.maker_of(district), town.checker_of(district)
        case_id = services.open_case(
            key=new_id(), by=officer, organisation_id=town.firm.id, reason=REASON, at=town.at
        )
        order_id = services.order_freeze(
            key=new_id(),
            by=officer,
            subject=Subject("organisation", town.firm.id),
            reason=REASON,
            case_id=case_id,
            at=town.at,
        )
        close = {"case_id": case_id, "outcome": "all invoices were genuine", "at": town.at}
        with pytest.raises(services.CaseHasLiveOrders):
            services.close_case(key=new_id(), by=officer, **close)
        lift(town, colleague, order_id)
        services.close_case(key=new_id(), by=officer, **close)
        (case,) = queries.cases(officer)
        assert (case.state, case.freeze_orders) == ("closed", (order_id,))
        with pytest.raises(services.CaseClosed):
            services.close_case(key=new_id(), by=officer, **close)

    def test_a_freeze_names_only_a_case_that_its_officer_may_see(self, town, district):
        with pytest.raises(NotFound):
            services.order_freeze(
                key=new_id(),
                by=town.maker_of(district),
                subject=Subject("organisation", town.firm.id),
                reason=REASON,
                case_id=new_id(),
                at=town.at,
            )
