"""Who sees what: own, shown, or of one's district; all else is simply not there."""

import json
from dataclasses import replace

import pytest
from django.db import DatabaseError
from tenor.money import Money

from headrace.kit.actors import Actor
from headrace.kit.canonical import digest
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.kit.transactions import savepoint
from headrace.market import models, queries, services
from tests.market.town import Town, told, yuan


def officer(district: str, role: str = "government") -> Actor:
    return Actor(new_id(), new_id(), frozenset({role}), frozenset({"viewer"}), district)


@pytest.fixture
def shown(town: Town):
    """A demand that one bank was shown and another was not."""
    firm, bank = town.firm(), town.bank()
    product_id = town.product(bank)
    return firm, bank, product_id, town.matched(firm)


class TestDemand:
    def test_is_seen_by_its_firm_the_lender_it_was_shown_to_and_its_district(self, town, shown):
        firm, bank, _, demand_id = shown
        for sees in (firm, bank.maker, officer("360730"), officer("360700"), officer("000000")):
            assert queries.demand(demand_id, sees).id == demand_id
            assert demand_id in [each.id for each in queries.demands_in_sight(sees)]
        assert queries.demand(demand_id, officer("360730", "auditor")).id == demand_id

    def test_is_not_there_for_anybody_else(self, town, shown):
        town.hire_experts()
        _, bank, _, demand_id = shown
        suspended = replace(bank.maker, roles=frozenset())
        strangers = [
            town.firm(),
            town.bank().maker,
            town.experts["rating"][0],
            officer("360100"),
            suspended,
        ]
        for stranger in strangers:
            assert queries.demands_in_sight(stranger) == ()
            for read in (
                lambda actor: queries.demand(demand_id, actor),
                lambda actor: queries.dossier(demand_id, actor, town.at),
                lambda actor: queries.offers_for(demand_id, actor),
                lambda actor: queries.declines_of(demand_id, actor),
            ):
                with pytest.raises(NotFound):
                    read(stranger)

    def test_as_a_draft_is_its_firms_alone(self, town):
        firm = town.firm()
        draft = town.draft(firm)
        assert queries.demand(draft, firm).state == "draft"
        with pytest.raises(NotFound):
            queries.demand(draft, officer("360730"))

    def test_of_own_comes_newest_first_in_five_queries(self, town, django_assert_num_queries):
        firm = town.firm()
        made = [town.draft(firm) for _ in range(3)]
        with django_assert_num_queries(5):
            seen = queries.demands_of(firm)
        assert [each.id for each in seen] == made[::-1]


class TestOffer:
    def test_of_one_bank_is_hidden_from_another(self, town, shown):
        # Given two banks with an offer each on one demand
        firm, bank, product_id, demand_id = shown
        other = town.bank()
        others = town.product(other)
        town.grade(demand_id, firm)
        mine = town.firm_offer(bank, demand_id, product_id)
        theirs = town.firm_offer(other, demand_id, others)

        # Then the firm and its district see both, each bank its own alone
        assert {each.id for each in queries.offers_for(demand_id, firm)} == {mine, theirs}
        assert len(queries.offers_for(demand_id, officer("360730"))) == 2
        assert [each.id for each in queries.offers_for(demand_id, bank.maker)] == [mine]
        with pytest.raises(NotFound):
            queries.offer(theirs, bank.maker)
        assert [each.id for each in queries.offers_of(other.maker)] == [theirs]
        assert queries.offers_of(other.maker, states=["accepted"]) == ()

    def test_keeps_the_banks_own_people_and_file_to_the_bank(self, town, shown):
        firm, bank, product_id, demand_id = shown
        offer_id = town.firm_offer(bank, demand_id, product_id)
        for_firm, own = queries.offer(offer_id, firm), queries.offer(offer_id, bank.maker)
        assert (for_firm.seen_hash, for_firm.made_by, for_firm.approved_by) == ("", None, None)
        assert own.made_by == bank.maker.person_id
        assert own.approved_by == bank.checker.person_id

    def test_shows_the_firm_its_plan_and_whole_cost(self, town, shown):
        firm, bank, product_id, demand_id = shown
        town.firm_offer(bank, demand_id, product_id)
        (seen,) = queries.offers_for(demand_id, firm)
        assert len(seen.plan) == 12
        assert seen.covers_all
        interest = sum((each.interest.minor for each in seen.plan), 0)
        assert seen.cost_in_all == Money.from_minor(interest)


class TestDossier:
    def test_is_the_same_file_with_the_same_hash_for_everybody(self, town, shown):
        firm, bank, _, demand_id = shown
        files = [queries.dossier(demand_id, sees, town.at) for sees in (firm, bank.maker)]
        assert files[0].hash == files[1].hash
        assert files[0].hash == digest(files[0].content).hex()

    def test_says_what_is_in_doubt_and_who_vouches(self, town):
        town.hire_experts()
        firm, bank = town.firm(), town.bank()
        town.product(bank)
        town.sells(firm)
        demand_id = town.publish(firm)
        town.answered(demand_id)
        town.grade(demand_id, firm)
        seen = queries.dossier(demand_id, bank.maker, town.at)
        assert seen.doubts == ()
        facts = {each.name: each for each in seen.facts}
        assert (facts["staff"].value, facts["staff"].mark) == (34, "register")
        assert (facts["sales"].value, facts["sales"].mark) == (yuan(8_750_000), "feed")
        assert (facts["identity"].value, facts["identity"].mark) == ("clear", "signed")
        assert facts["licence_valid"].value == "yes"
        assert facts["identity"].source
        assert seen.sales
        assert seen.events

    def test_without_proof_says_that_no_limit_is_proven(self, town, shown):
        _, bank, _, demand_id = shown
        seen = queries.dossier(demand_id, bank.maker, town.at)
        assert "no_limit_proven" in [each.code for each in seen.doubts]

    def test_names_a_request_that_resembles_it(self, town):
        firm, bank = town.firm(), town.bank()
        town.product(bank)
        town.publish(firm)
        again = town.matched(firm)
        seen = queries.dossier(again, bank.maker, town.at)
        (alike,) = seen.likenesses
        assert (alike.reference, alike.same_firm) == ("R-2026-0001", True)
        assert "like_same_project" in [each.code for each in seen.doubts]

    def test_is_frozen_once_when_it_is_opened_and_can_be_read_back(self, town, shown):
        # Given two people of one bank who open the same file
        firm, bank, _, demand_id = shown
        hashes = {
            town.do(services.open_dossier, person, demand_id=demand_id)
            for person in (bank.maker, bank.checker)
        }

        # Then it is stored once, whole, and tells who looked
        (seen_hash,) = hashes
        assert models.Snapshot.objects.count() == 1
        kept = queries.snapshot(seen_hash, bank.maker)
        assert kept.intact
        assert json.loads(kept.content)["demand"]["amount_minor"] == 400_000_00
        opened = told(firm.organisation_id, "market.dossier.opened")
        assert [each.facts["seen"] for each in opened] == [seen_hash, seen_hash]

    def test_read_back_is_for_those_who_see_the_demand(self, town, shown):
        _, bank, _, demand_id = shown
        seen_hash = town.do(services.open_dossier, bank.maker, demand_id=demand_id)
        for stranger, asked in ((town.firm(), seen_hash), (bank.maker, "00" * 32)):
            with pytest.raises(NotFound):
                queries.snapshot(asked, stranger)

    def test_once_frozen_cannot_be_changed(self, town, shown):
        _, bank, _, demand_id = shown
        town.do(services.open_dossier, bank.maker, demand_id=demand_id)
        with pytest.raises(DatabaseError), savepoint():
            models.Snapshot.objects.update(content="{}")
        with pytest.raises(DatabaseError), savepoint():
            models.Snapshot.objects.all().delete()


class TestQueue:
    def test_stands_in_the_order_of_what_is_due_with_whose_turn(self, town):
        # Given three files: undecided, waiting for the second key, waiting for the firm
        bank = town.bank()
        product_id = town.product(bank)
        firms = [town.firm() for _ in range(3)]
        texts = ("Castings for pumps", "Wages over the feast", "A new press line")
        demands = [
            town.matched(firm, purpose_text=text) for firm, text in zip(firms, texts, strict=True)
        ]
        town.offer(bank, demands[1], product_id)
        town.firm_offer(bank, demands[2], product_id)

        # When the bank looks at its queue
        rows = queries.queue(bank.checker, town.at)

        # Then its own turns come first, the earliest before
        assert [each.demand_id for each in rows] == [demands[1], demands[0], demands[2]]
        assert [(each.turn.who, each.turn.what) for each in rows] == [
            ("lender_checker", "second_key"),
            ("lender_maker", "decide"),
            ("enterprise", "choose"),
        ]
        assert [each.push_state for each in rows] == ["acted", "shown", "acted"]
        assert rows[0].grade_low >= rows[0].grade >= rows[0].grade_high

    def test_takes_as_many_queries_for_twelve_files_as_for_two(
        self, town, django_assert_num_queries
    ):
        bank = town.bank()
        town.product(bank)
        town.product(bank, name_en="Another")

        def shown(count: int) -> None:
            for _ in range(count):
                town.matched(town.firm(), purpose_text=f"Order {new_id()}")

        shown(2)
        with django_assert_num_queries(6):
            assert len(queries.queue(bank.maker, town.at)) == 2
        shown(10)
        with django_assert_num_queries(6):
            assert len(queries.queue(bank.maker, town.at)) == 12

    def test_of_a_lender_without_files_is_empty(self, town):
        assert queries.queue(town.bank().maker, town.at) == ()

    def test_of_matches_is_the_firms_alone(self, town, shown):
        firm, bank, _, demand_id = shown
        assert len(queries.matches_for(firm, demand_id)) == 1
        assert queries.matches_for(bank.maker, demand_id) == ()
