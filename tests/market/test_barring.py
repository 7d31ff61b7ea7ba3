"""A suspension takes effect on what is open too: offers, requests and the money behind them."""

from datetime import timedelta

import pytest

from headrace.custody import queries as custody
from headrace.kit import delivery
from headrace.kit.journal import Entry
from headrace.market import models, queries, services, tasks
from headrace.parties import queries as parties_reads
from headrace.parties import services as parties
from headrace.parties.models import RoleGrant
from headrace.products import services as products
from headrace.register import queries as register
from tests.market.town import SET_UP, Town, in_transaction, kinds, told, yuan

ALL = yuan(5_000_000)


def role_of(party, kind):
    return next(each.id for each in parties_reads.roles_of(party) if each.kind == kind)


def ended(town, verb, party, kind):
    """Government ends a role, or suspends it."""
    town.do(verb, town.central, role_id=role_of(party, kind), reason="inspection")


def of_lender(town, bank, role="bank"):
    return in_transaction(
        services.end_of_lender, lender_id=bank.id, role=role, by=SET_UP, at=town.at
    )


def of_firm(town, firm):
    return in_transaction(
        services.end_of_firm, enterprise_id=firm.organisation_id, by=SET_UP, at=town.at
    )


@pytest.fixture
def offered(town: Town):
    """An offer of 400 000 yuan with both keys turned."""
    return offered_in(town)


def offered_in(town: Town):
    firm, bank = town.firm(), town.bank()
    product_id = town.product(bank)
    demand_id = town.matched(firm)
    return firm, bank, demand_id, town.firm_offer(bank, demand_id, product_id)


class TestAProductAtTheSecondKey:
    @pytest.fixture
    def made(self, town: Town):
        firm, bank = town.firm(), town.bank()
        product_id = town.product(bank)
        demand_id = town.matched(firm)
        return bank, product_id, town.offer(bank, demand_id, product_id)

    @pytest.mark.parametrize(
        ("verb", "state"), [(products.pause, "paused"), (products.retire, "retired")]
    )
    def test_that_is_no_longer_on_offer_stops_the_offer_by_name(self, town, made, verb, state):
        # Given an offer that one person made before the lender took the product off the shelf
        bank, product_id, offer_id = made
        town.do(verb, bank.checker, product_id=product_id)

        # When the second person approves it
        with pytest.raises(services.ProductNotOnOffer) as refused:
            town.do(services.approve_offer, bank.checker, offer_id=offer_id)

        # Then nothing is held and the refusal says what became of the product
        assert (refused.value.field, refused.value.facts["state"]) == ("product_id", state)
        assert town.free(bank) == ALL
        assert queries.offer(offer_id, bank.maker).state == "made"

    def test_that_was_resumed_lets_the_offer_through(self, town, made):
        bank, product_id, offer_id = made
        town.do(products.pause, bank.checker, product_id=product_id)
        town.do(products.resume, bank.checker, product_id=product_id)

        town.do(services.approve_offer, bank.checker, offer_id=offer_id)

        assert queries.offer(offer_id, bank.maker).state == "firm"

    def test_does_not_take_back_an_offer_that_both_have_agreed_to(self, town, made):
        # What the firm already compares was promised by two people: a pause is for new business.
        bank, product_id, offer_id = made
        town.do(services.approve_offer, bank.checker, offer_id=offer_id)
        town.do(products.pause, bank.checker, product_id=product_id)

        assert queries.offer(offer_id, bank.maker).state == "firm"
        assert town.free(bank) == yuan(4_600_000)


class TestALenderWhoseRoleEnded:
    def test_loses_its_firm_offer_and_gets_all_of_its_money_back(self, town, offered):
        firm, bank, demand_id, offer_id = offered
        assert town.free(bank) == yuan(4_600_000)

        assert of_lender(town, bank) == 1

        seen = queries.offer(offer_id, firm)
        assert (seen.state, seen.end_reason) == ("lapsed", "lender_not_admitted")
        assert town.free(bank) == ALL
        assert custody.held_for(town.book, demand_id).free == yuan(0)
        assert custody.ledger_balanced(town.book)

    def test_leaves_the_request_open_to_others(self, town, offered):
        firm, bank, demand_id, _ = offered
        of_lender(town, bank)
        other = town.bank()
        product_id = town.product(other)
        town.grade(demand_id, firm)

        assert town.state(demand_id, firm) == "matching"
        town.firm_offer(other, demand_id, product_id)
        assert town.state(demand_id, firm) == "offered"

    def test_loses_what_one_person_made_and_nobody_approved(self, town):
        firm, bank = town.firm(), town.bank()
        product_id = town.product(bank)
        offer_id = town.offer(bank, town.matched(firm), product_id)

        assert of_lender(town, bank) == 1
        assert queries.offer(offer_id, bank.maker).state == "lapsed"
        assert town.free(bank) == ALL

    def test_loses_what_was_chosen_but_binds_nobody_yet(self, town):
        # Given an offer that was chosen and covers less than would do
        firm, bank = town.firm(), town.bank()
        product_id = town.product(bank)
        demand_id = town.matched(firm, amount=yuan(900_000), amount_least=yuan(600_000))
        offer_id = town.firm_offer(bank, demand_id, product_id)
        town.do(services.accept_offer, firm, offer_id=offer_id)

        assert of_lender(town, bank) == 1
        assert queries.demand(demand_id, firm).chosen == yuan(0)
        assert town.free(bank) == ALL

    def test_keeps_what_is_bound(self, town, offered):
        firm, bank, demand_id, offer_id = offered
        town.do(services.accept_offer, firm, offer_id=offer_id)

        assert of_lender(town, bank) == 0
        assert town.state(demand_id, firm) == "contracted"
        assert register.exposure(firm.organisation_id, bank.id) == yuan(400_000)

    def test_keeps_what_it_offered_in_another_role(self, town, offered):
        _, bank, _, offer_id = offered
        assert of_lender(town, bank, role="leasing_company") == 0
        assert queries.offer(offer_id, bank.maker).state == "firm"

    def test_keeps_what_it_offered_after_the_role_was_restored(self, town):
        # Given a suspension whose news comes late, when the role has been restored
        firm, bank = town.firm(), town.bank()
        product_id = town.product(bank)
        suspended_at = town.at
        town.at += timedelta(hours=2)
        offer_id = town.firm_offer(bank, town.matched(firm), product_id)

        count = in_transaction(
            services.end_of_lender, lender_id=bank.id, role="bank", by=SET_UP, at=suspended_at
        )

        assert count == 0
        assert queries.offer(offer_id, firm).state == "firm"

    def test_ends_only_its_own_and_all_of_them(self, town):
        # Given two requests, each with an offer of two banks
        firms, banks = [town.firm(), town.firm()], [town.bank(), town.bank()]
        shelves = [town.product(each) for each in banks]
        for firm in firms:
            demand_id = town.matched(firm)
            for bank, product_id in zip(banks, shelves, strict=True):
                town.firm_offer(bank, demand_id, product_id)

        assert of_lender(town, banks[0]) == 2
        assert [town.free(each) for each in banks] == [ALL, yuan(4_200_000)]
        assert models.Offer.objects.filter(state="firm").count() == 2

    def test_ends_nothing_the_second_time(self, town, offered):
        _, bank, _, _ = offered
        assert [of_lender(town, bank), of_lender(town, bank)] == [1, 0]
        assert town.free(bank) == ALL


class TestAFirmWhoseRoleEnded:
    def test_has_its_request_taken_back_and_every_lender_its_money(self, town, offered):
        firm, bank, demand_id, offer_id = offered

        assert of_firm(town, firm) == 1

        assert town.state(demand_id, firm) == "withdrawn"
        assert queries.offer(offer_id, firm).end_reason == "firm_not_admitted"
        assert town.free(bank) == ALL
        (entry,) = told(firm.organisation_id, "market.demand.withdrawn")
        assert entry.facts["reason"] == "firm_not_admitted"

    @pytest.mark.parametrize("how_far", ["publish", "matched"])
    def test_has_a_request_without_offers_taken_back(self, town, how_far):
        firm = town.firm()
        demand_id = getattr(town, how_far)(firm)

        assert of_firm(town, firm) == 1
        assert town.state(demand_id, firm) == "withdrawn"

    def test_keeps_its_drafts_which_bind_nobody(self, town):
        firm = town.firm()
        demand_id = town.draft(firm)

        assert of_firm(town, firm) == 0
        assert town.state(demand_id, firm) == "draft"

    def test_keeps_what_is_bound_and_the_rest_is_closed(self, town):
        # Given a request of 900 000, of which 500 000 would do and 600 000 are bound
        firm, banks = town.firm(), [town.bank(), town.bank()]
        shelves = [town.product(each) for each in banks]
        demand_id = town.matched(firm, amount=yuan(900_000), amount_least=yuan(500_000))
        offers = [
            town.firm_offer(bank, demand_id, product_id, amount=yuan(amount))
            for bank, product_id, amount in zip(banks, shelves, (600_000, 300_000), strict=True)
        ]
        town.do(services.accept_offer, firm, offer_id=offers[0])

        assert of_firm(town, firm) == 1

        assert town.state(demand_id, firm) == "contracted"
        assert [queries.offer(each, firm).state for each in offers] == ["accepted", "lapsed"]
        assert [town.free(each) for each in banks] == [yuan(4_400_000), ALL]

    def test_leaves_the_requests_of_others_alone(self, town, offered):
        firm, _, demand_id, _ = offered
        assert of_firm(town, town.firm()) == 0
        assert town.state(demand_id, firm) == "offered"

    def test_keeps_what_it_published_after_the_role_was_restored(self, town):
        firm, suspended_at = town.firm(), town.at
        town.at += timedelta(hours=2)
        demand_id = town.publish(firm)

        count = in_transaction(
            services.end_of_firm, enterprise_id=firm.organisation_id, by=SET_UP, at=suspended_at
        )

        assert count == 0
        assert town.state(demand_id, firm) == "published"


class TestWithdrawingByItself:
    def test_tells_its_reason_like_every_other_end(self, town):
        firm = town.firm()
        town.do(services.withdraw_demand, firm, demand_id=town.publish(firm))

        (entry,) = told(firm.organisation_id, "market.demand.withdrawn")
        assert entry.facts["reason"] == "demand_withdrawn"

    def test_twice_is_refused_as_ended_not_as_bound(self, town):
        firm = town.firm()
        demand_id = town.publish(firm)
        town.do(services.withdraw_demand, firm, demand_id=demand_id)

        with pytest.raises(services.DemandStateRefused):
            town.do(services.withdraw_demand, firm, demand_id=demand_id)


class TestTheNews:
    """Nobody calls the market: it hears of the decision after the commit."""

    @pytest.mark.parametrize("verb", [parties.suspend_role, parties.revoke_role])
    def test_of_a_lenders_role_frees_its_money(self, committed_town, verb):
        town = committed_town
        firm, bank, demand_id, offer_id = offered_in(town)
        delivery.deliver_all()

        ended(town, verb, bank.id, "bank")
        delivery.deliver_all()

        assert queries.offer(offer_id, firm).end_reason == "lender_not_admitted"
        assert town.free(bank) == ALL
        assert town.state(demand_id, firm) == "matching"
        assert kinds(told(firm.organisation_id, "market.offer"))[-1] == "market.offer.lapsed"
        assert not delivery.parked()

    def test_of_a_firms_role_takes_its_request_back(self, committed_town):
        town = committed_town
        firm, bank, demand_id, _ = offered_in(town)
        delivery.deliver_all()

        ended(town, parties.suspend_role, firm.organisation_id, "enterprise")
        delivery.deliver_all()

        assert town.state(demand_id, firm) == "withdrawn"
        assert town.free(bank) == ALL

    def test_of_a_refused_application_for_another_role_changes_nothing(self, committed_town):
        # Given a bank that also asked to be admitted as a firm
        town = committed_town
        firm, bank, _, offer_id = offered_in(town)
        asked = town.do(parties.apply_for_role, bank.maker, kind="enterprise")
        town.do(parties.revoke_role, town.central, role_id=asked, reason="it lends")
        delivery.deliver_all()

        assert queries.offer(offer_id, firm).state == "firm"

    @pytest.mark.parametrize("whose", ["lender", "firm"])
    def test_of_a_whole_organisation_ends_both_of_its_sides(self, committed_town, whose):
        town = committed_town
        firm, bank, demand_id, offer_id = offered_in(town)
        party = bank.id if whose == "lender" else firm.organisation_id

        town.do(
            parties.suspend_organisation, town.central, organisation_id=party, reason="inspection"
        )
        delivery.deliver_all()

        assert queries.offer(offer_id, firm).state == "lapsed"
        assert town.state(demand_id, firm) == ("matching" if whose == "lender" else "withdrawn")
        assert town.free(bank) == ALL

    def test_that_a_roles_last_day_has_passed_frees_the_money_too(self, committed_town):
        # Given a bank whose licence ends in two days
        town = committed_town
        firm, bank, _, offer_id = offered_in(town)
        ends = (town.at + timedelta(days=2)).date()
        RoleGrant.objects.filter(organisation=bank.id).update(expires_date=ends)

        # When the day has come and is noted
        town.at += timedelta(days=2)
        town.do(parties.expire_roles, SET_UP)
        delivery.deliver_all()

        assert queries.offer(offer_id, firm).end_reason == "lender_not_admitted"
        assert town.free(bank) == ALL

    def test_heard_twice_ends_nothing_twice(self, committed_town):
        town = committed_town
        _, bank, _, _ = offered_in(town)
        ended(town, parties.suspend_role, bank.id, "bank")
        delivery.deliver_all()
        (entry,) = told(bank.id, "parties.role.suspended")

        in_transaction(_hear_again, entry=entry)

        assert town.free(bank) == ALL
        assert models.Offer.objects.filter(state="lapsed").count() == 1


def _hear_again(*, entry: Entry) -> None:
    tasks.end_what_the_role_carried(entry)
