"""The firm chooses: once enough is covered it binds; what is not bound is refunded in full."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection

from headrace.custody import queries as custody
from headrace.kit.errors import CentreError, NotAdmitted, NotFound
from headrace.kit.ids import new_id
from headrace.market import models, queries, services
from headrace.parties import services as parties
from headrace.products.queries import Fee
from headrace.register import queries as register
from tests.market.town import SET_UP, Town, in_transaction, kinds, told, yuan


def expired(town: Town, days: int) -> dict[str, int]:
    """Let the town's days pass and everything due run out."""
    town.at += timedelta(days=days)
    return town.do(services.expire_due, SET_UP)


@pytest.fixture
def offered(town: Town):
    """A firm offer of 400 000 yuan, money held."""
    return offered_in(town)


def offered_in(town: Town):
    firm, bank = town.firm(), town.bank()
    product_id = town.product(bank)
    demand_id = town.matched(firm)
    return firm, bank, demand_id, town.firm_offer(bank, demand_id, product_id)


class TestAccepting:
    def test_binds_the_offer_and_records_the_exposure(self, town, offered):
        # When the firm's checker accepts
        firm, bank, demand_id, offer_id = offered
        town.do(services.accept_offer, firm, offer_id=offer_id)

        # Then the demand is contracted, the exposure stands and the hold stays in place
        assert town.state(demand_id, firm) == "contracted"
        assert register.exposure(firm.organisation_id, bank.id) == yuan(400_000)
        assert town.free(bank) == yuan(4_600_000)
        assert kinds(told(firm.organisation_id, "market."))[-3:] == [
            "market.offer.chosen",
            "market.offer.accepted",
            "market.demand.contracted",
        ]

    def test_tells_contracts_everything_an_agreement_needs(self, town):
        firm, bank = town.firm(), town.bank()
        product_id = town.product(bank)
        demand_id = town.matched(firm, payees=["宁渡铸造厂"])
        payee = new_id()
        fees = (
            Fee(code="handling", amount=yuan(900)),
            Fee(code="account", amount=yuan(10), due="each", payee_id=payee),
        )
        offer_id = town.firm_offer(bank, demand_id, product_id, fees=fees)
        with pytest.raises(NotFound):
            queries.accepted_offer(offer_id)
        town.do(services.accept_offer, firm, offer_id=offer_id)
        terms = queries.accepted_offer(offer_id)
        assert (terms.enterprise_id, terms.lender_id) == (firm.organisation_id, bank.id)
        assert (terms.amount, terms.term_months) == (yuan(400_000), 12)
        assert (terms.book_id, terms.payees) == (town.book, ("宁渡铸造厂",))
        assert [(each.code, each.payee_id, each.amount) for each in terms.costs] == [
            ("handling", bank.id, yuan(900)),
            ("account", payee, yuan(120)),
        ]
        (entry,) = told(firm.organisation_id, "market.offer.accepted")
        assert entry.facts["hold"] == str(terms.hold_id)
        assert entry.facts["book"] == str(terms.book_id)

    def test_twice_with_one_key_is_one_acceptance(self, town, offered):
        firm, bank, _, offer_id = offered
        key = uuid4()
        for _ in range(2):
            assert town.do(services.accept_offer, firm, offer_id=offer_id, key=key) == offer_id
        assert register.exposure(firm.organisation_id, bank.id) == yuan(400_000)
        with pytest.raises(services.OfferStateRefused):
            town.do(services.accept_offer, firm, offer_id=offer_id)

    def test_needs_the_firms_own_person_with_the_duty(self, town, offered):
        firm, bank, _, offer_id = offered
        maker_only = replace(firm, duties=frozenset({"maker"}))
        with pytest.raises(NotAdmitted):
            town.do(services.accept_offer, maker_only, offer_id=offer_id)
        with pytest.raises(NotFound):
            town.do(services.accept_offer, town.firm(), offer_id=offer_id)
        with pytest.raises(NotAdmitted):
            town.do(services.accept_offer, bank.checker, offer_id=offer_id)

    def test_of_what_nobody_approved_finds_nothing(self, town):
        firm, bank = town.firm(), town.bank()
        product_id = town.product(bank)
        offer_id = town.offer(bank, town.matched(firm), product_id)
        with pytest.raises(NotFound):
            town.do(services.accept_offer, firm, offer_id=offer_id)

    def test_after_its_hour_is_refused(self, town, offered):
        firm, _, _, offer_id = offered
        town.at += timedelta(days=3)
        with pytest.raises(services.OfferLapsed):
            town.do(services.accept_offer, firm, offer_id=offer_id)

    def test_of_a_lender_suspended_meanwhile_is_refused(self, town, offered):
        firm, bank, _, offer_id = offered
        town.do(
            parties.suspend_organisation, town.central, organisation_id=bank.id, reason="inspection"
        )
        with pytest.raises(services.LenderNotAdmitted):
            town.do(services.accept_offer, firm, offer_id=offer_id)

    def test_from_a_source_that_has_ended_is_refused(self, town):
        # Given an offer from a source of funds that is admitted for two days
        firm, bank = town.firm(), town.bank(cap=0)
        source = town.do(
            parties.declare_fund_source,
            bank.maker,
            origin="own_funds",
            cap=yuan(900_000),
            evidence_hash=b"e" * 32,
        )
        ends = (town.at + timedelta(days=2)).date()
        town.do(parties.admit_fund_source, town.central, fund_source_id=source, expires_date=ends)
        product_id = town.product(bank)
        offer_id = town.firm_offer(bank, town.matched(firm), product_id)

        # When the firm accepts on the second day, then nothing is bound
        town.at += timedelta(days=2)
        with pytest.raises(services.FundSourceNotAdmitted):
            town.do(services.accept_offer, firm, offer_id=offer_id)
        assert register.exposure(firm.organisation_id) == yuan(0)

    def test_lets_every_other_offer_lapse_with_its_money(self, town, offered):
        firm, _, demand_id, offer_id = offered
        other = town.bank()
        product_id = town.product(other)
        town.grade(demand_id, firm)
        town.firm_offer(other, demand_id, product_id)
        assert town.free(other) == yuan(4_600_000)
        town.do(services.accept_offer, firm, offer_id=offer_id)
        assert town.free(other) == yuan(5_000_000)
        states = {each.lender_id: each.state for each in queries.offers_for(demand_id, firm)}
        assert states[other.id] == "lapsed"


class TestDeclining:
    def test_gives_the_money_back_at_once(self, town, offered):
        firm, bank, demand_id, offer_id = offered
        town.do(services.decline_offer, firm, offer_id=offer_id)
        assert town.free(bank) == yuan(5_000_000)
        assert town.state(demand_id, firm) == "matching"
        assert kinds(told(firm.organisation_id, "market.offer"))[-1] == "market.offer.declined"

    def test_the_whole_demand_gives_every_lenders_money_back(self, town, offered):
        firm, bank, demand_id, _ = offered
        town.do(services.withdraw_demand, firm, demand_id=demand_id)
        assert town.free(bank) == yuan(5_000_000)
        assert town.state(demand_id, firm) == "withdrawn"


class TestParts:
    """Several lenders cover one demand of 1 000 000, of which 600 000 would do."""

    @pytest.fixture
    def parts(self, town):
        firm = town.firm()
        banks = [town.bank() for _ in range(3)]
        products = [town.product(each) for each in banks]
        demand_id = town.matched(firm, amount=yuan(1_000_000), amount_least=yuan(600_000))
        offers = [
            town.firm_offer(bank, demand_id, product, amount=yuan(amount))
            for bank, product, amount in zip(
                banks, products, (400_000, 300_000, 400_000), strict=True
            )
        ]
        return firm, banks, demand_id, offers

    def test_bind_once_the_least_is_reached(self, town, parts):
        firm, _, demand_id, offers = parts
        town.do(services.accept_offer, firm, offer_id=offers[0])
        seen = queries.demand(demand_id, firm)
        assert (seen.chosen, seen.covered, seen.state) == (yuan(400_000), yuan(0), "offered")
        assert register.exposure(firm.organisation_id) == yuan(0)

        town.do(services.accept_offer, firm, offer_id=offers[1])
        seen = queries.demand(demand_id, firm)
        assert (seen.chosen, seen.covered, seen.state) == (yuan(0), yuan(700_000), "offered")
        assert register.exposure(firm.organisation_id) == yuan(700_000)

    def test_chosen_earlier_do_not_bind_after_their_hour(self, town, parts):
        # Given a chosen offer whose three days have passed, not yet swept
        firm, banks, demand_id, offers = parts
        town.do(services.accept_offer, firm, offer_id=offers[0])
        town.at += timedelta(days=3)
        fresh = town.firm_offer(banks[1], demand_id, town.product(banks[1]), amount=yuan(400_000))

        # When another is chosen, then the old one has lapsed and its money is free
        town.do(services.accept_offer, firm, offer_id=fresh)
        seen = queries.demand(demand_id, firm)
        assert (seen.chosen, seen.covered) == (yuan(400_000), yuan(0))
        assert queries.offer(offers[0], firm).end_reason == "time_over"
        assert town.free(banks[0]) == yuan(5_000_000)

    def test_chosen_earlier_do_not_bind_a_suspended_lender(self, town, parts):
        firm, banks, demand_id, offers = parts
        town.do(services.accept_offer, firm, offer_id=offers[0])
        town.do(
            parties.suspend_organisation,
            town.central,
            organisation_id=banks[0].id,
            reason="inspection",
        )
        town.do(services.accept_offer, firm, offer_id=offers[1])
        assert queries.offer(offers[0], firm).end_reason == "lender_not_admitted"
        assert queries.demand(demand_id, firm).chosen == yuan(300_000)
        assert register.exposure(firm.organisation_id) == yuan(0)

    def test_never_add_up_to_more_than_the_demand(self, town, parts):
        firm, _, _, offers = parts
        for each in offers[:2]:
            town.do(services.accept_offer, firm, offer_id=each)
        with pytest.raises(services.AboveDemand):
            town.do(services.accept_offer, firm, offer_id=offers[2])

    def test_are_all_refunded_when_the_least_is_never_reached(self, town, parts):
        # Given one chosen offer of 400 000, less than would do
        firm, banks, demand_id, offers = parts
        town.do(services.accept_offer, firm, offer_id=offers[0])

        # When the demand's time is over
        assert expired(town, 30)["demands"] == 1

        # Then every lender has all of its money back and nothing is owed
        assert [town.free(each) for each in banks] == [yuan(5_000_000)] * 3
        assert town.state(demand_id, firm) == "expired"
        assert register.exposure(firm.organisation_id) == yuan(0)
        assert custody.held_for(town.book, demand_id).free == yuan(0)

    def test_that_are_bound_stay_bound_when_the_rest_runs_out(self, town, parts):
        firm, banks, demand_id, offers = parts
        for each in offers[:2]:
            town.do(services.accept_offer, firm, offer_id=each)
        expired(town, 30)
        assert town.state(demand_id, firm) == "contracted"
        assert [town.free(each) for each in banks] == [
            yuan(4_600_000),
            yuan(4_700_000),
            yuan(5_000_000),
        ]

    def test_forbid_to_withdraw_what_is_partly_bound(self, town, parts):
        firm, _, demand_id, offers = parts
        for each in offers[:2]:
            town.do(services.accept_offer, firm, offer_id=each)
        with pytest.raises(services.DemandBound):
            town.do(services.withdraw_demand, firm, demand_id=demand_id)


class TestRunningOut:
    def test_offers_lapse_at_their_hour_and_free_the_money(self, town, offered):
        firm, bank, demand_id, _ = offered
        assert expired(town, 2) == {"offers": 0, "demands": 0}
        assert expired(town, 1) == {"offers": 1, "demands": 0}
        assert town.free(bank) == yuan(5_000_000)
        assert town.state(demand_id, firm) == "matching"

    def test_demands_run_out_after_thirty_days(self, town):
        firm = town.firm()
        demand_id = town.publish(firm)
        assert expired(town, 30)["demands"] == 1
        assert town.state(demand_id, firm) == "expired"
        assert expired(town, 0)["demands"] == 0

    def test_is_not_for_people_to_order(self, town):
        with pytest.raises(NotAdmitted):
            town.do(services.expire_due, town.firm())

    def test_a_late_grade_does_not_wake_what_has_ended(self, town):
        firm, bank = town.firm(), town.bank()
        town.product(bank)
        demand_id = town.publish(firm)
        expired(town, 30)
        town.grade(demand_id, firm)
        assert town.state(demand_id, firm) == "expired"
        assert queries.pushes_for(bank.maker) == ()


class TestClosing:
    def test_follows_the_contract_and_nothing_else(self, town, offered):
        firm, _, demand_id, offer_id = offered
        known = {"demand_id": demand_id, "by": SET_UP, "at": town.at}
        with pytest.raises(services.DemandStateRefused):
            in_transaction(services.close_demand, **known)
        town.do(services.accept_offer, firm, offer_id=offer_id)
        in_transaction(services.close_demand, **known)
        assert town.state(demand_id, firm) == "closed"


class TestUnbinding:
    def test_opens_the_request_again_for_as_long_as_it_lasts(self, town, offered):
        # Given a contracted request whose agreement is given up
        firm, _, demand_id, offer_id = offered
        town.do(services.accept_offer, firm, offer_id=offer_id)
        known = {"offer_id": offer_id, "reason": "agreement_given_up", "at": town.at}
        assert in_transaction(services.unbind_offer, by=SET_UP, **known) is True

        # Then offers can be made again until its time is over
        assert town.state(demand_id, firm) == "matching"
        assert queries.offer(offer_id, firm).state == "lapsed"
        assert not queries.awaits_money(demand_id)
        assert expired(town, 30)["demands"] == 1

    def test_is_for_bound_offers_alone(self, town, offered):
        _, _, _, offer_id = offered
        known = {"reason": "agreement_given_up", "by": SET_UP, "at": town.at}
        with pytest.raises(services.OfferStateRefused):
            in_transaction(services.unbind_offer, offer_id=offer_id, **known)

    def test_of_an_agreement_from_elsewhere_changes_nothing(self, town):
        known = {"reason": "agreement_given_up", "by": SET_UP, "at": town.at}
        assert in_transaction(services.unbind_offer, offer_id=new_id(), **known) is False


class TestAtOnce:
    def test_two_acceptances_never_cover_more_than_the_demand(self, committed_town):
        # Given two firm offers, each for the whole
        town = committed_town
        firm, banks = town.firm(), [town.bank(), town.bank()]
        products = [town.product(each) for each in banks]
        demand_id = town.matched(firm)
        offers = [
            town.firm_offer(bank, demand_id, product)
            for bank, product in zip(banks, products, strict=True)
        ]

        # When both are accepted at the same moment
        def accept(offer_id):
            try:
                return town.do(services.accept_offer, firm, offer_id=offer_id)
            except CentreError as refused:
                return refused
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(accept, offers))

        # Then one is bound, the other refused by name and its money free
        refused = [each for each in answers if isinstance(each, services.OfferStateRefused)]
        assert len(refused) == 1
        assert models.Offer.objects.filter(state="accepted").count() == 1
        assert sum(town.free(each).amount for each in banks) == Decimal(9_600_000)
