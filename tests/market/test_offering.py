"""An offer: two people, a fresh file, a lawful price, admitted money set aside."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError
from tenor.money import Money

from headrace.kit import delivery
from headrace.kit.errors import NotAdmitted, NotFound
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import savepoint
from headrace.market import models, queries, services
from headrace.parties import services as parties
from headrace.products.queries import Fee
from headrace.products.services import OutsideProduct, PlanKindUnknown, RateOutOfRange
from headrace.rulebook import queries as rulebook
from tests.market.town import Town, kinds, told, yuan


@pytest.fixture
def desk(town: Town):
    """A matched demand of 400 000 yuan on a bank's desk."""
    return on_a_desk(town)


def on_a_desk(town: Town, **said):
    firm, bank = town.firm(), town.bank(**said)
    product_id = town.product(bank)
    return firm, bank, product_id, town.matched(firm)


class TestTwoKeys:
    def test_turned_by_two_people_set_the_money_aside_and_show_the_offer(self, town, desk):
        # Given an offer that one person made, unseen by the firm
        firm, bank, product_id, demand_id = desk
        offer_id = town.offer(bank, demand_id, product_id)
        assert queries.offers_for(demand_id, firm) == ()
        assert town.free(bank) == yuan(5_000_000)

        # When a second person approves it
        town.do(services.approve_offer, bank.checker, offer_id=offer_id)

        # Then the money is held at the custodian and the firm compares the offer
        assert town.free(bank) == yuan(4_600_000)
        (seen,) = queries.offers_for(demand_id, firm)
        assert (seen.id, seen.state, seen.lender_id) == (offer_id, "firm", bank.id)
        assert town.state(demand_id, firm) == "offered"
        assert kinds(told(firm.organisation_id, "market."))[-3:] == [
            "market.offer.made",
            "market.offer.firm",
            "market.demand.offered",
        ]
        assert kinds(told(bank.id, "custody.hold")) == ["custody.hold.placed"]

    def test_cannot_be_turned_by_one_person(self, town, desk):
        _, bank, product_id, demand_id = desk
        offer_id = town.offer(bank, demand_id, product_id)
        with pytest.raises(services.MakerApproves):
            town.do(services.approve_offer, bank.maker, offer_id=offer_id)
        assert town.free(bank) == yuan(5_000_000)

    def test_are_kept_apart_by_the_database_too(self, town, desk):
        _, bank, product_id, demand_id = desk
        offer_id = town.firm_offer(bank, demand_id, product_id)
        row = models.Offer.objects.filter(pk=offer_id)
        with pytest.raises(IntegrityError, match="market_offer_four_eyes"), savepoint():
            row.update(approved_by=bank.maker.person_id)
        with pytest.raises(IntegrityError, match="market_firm_is_covered"), savepoint():
            row.update(hold_id=None)

    def test_need_persons_with_their_duties(self, town, desk):
        _, bank, product_id, demand_id = desk
        viewer = replace(bank.maker, duties=frozenset({"viewer"}))
        with pytest.raises(NotAdmitted):
            town.offer(replace(bank, maker=viewer), demand_id, product_id)
        offer_id = town.offer(bank, demand_id, product_id)
        maker_only = replace(bank.checker, duties=frozenset({"maker"}))
        with pytest.raises(NotAdmitted):
            town.do(services.approve_offer, maker_only, offer_id=offer_id)
        program = replace(bank.checker, person_id=None)
        with pytest.raises(services.PersonNeeded):
            town.do(services.approve_offer, program, offer_id=offer_id)

    def test_turned_twice_with_one_key_hold_the_money_once(self, town, desk):
        _, bank, product_id, demand_id = desk
        offer_id, key = town.offer(bank, demand_id, product_id), uuid4()
        for _ in range(2):
            town.do(services.approve_offer, bank.checker, offer_id=offer_id, key=key)
        assert town.free(bank) == yuan(4_600_000)
        with pytest.raises(services.OfferStateRefused):
            town.do(services.approve_offer, bank.checker, offer_id=offer_id)


class TestCeiling:
    def test_refuses_a_rate_above_it_with_rule_value_date_and_source(self, town, desk):
        # Given a one-year LPR of 3.0 % in November 2026, so a ceiling of 12 %
        _, bank, product_id, demand_id = desk

        # When a bank offers 12.5 % nominal
        with pytest.raises(services.RateAboveCeiling) as refused:
            town.offer(bank, demand_id, product_id, rate_yearly=Decimal("0.125"))

        # Then the refusal cites all four, in both languages
        facts = refused.value.facts
        assert facts["ceiling"] == "12.00 %"
        assert facts["yearly_cost"] == "13.29 %"
        assert facts["rule_key"] == "market.ceiling"
        assert facts["on"] == "2026-11-23"
        assert facts["source"]
        assert "12.00 %" in facts["explanation_en"]
        assert "12.00 %" in facts["explanation_zh"]
        assert refused.value.field == "rate_yearly"

    def test_names_the_fee_that_broke_it(self, town, desk):
        _, bank, product_id, demand_id = desk
        fees = (
            Fee(code="handling", amount=yuan(2_000)),
            Fee(code="consulting", amount=yuan(40_000)),
        )
        with pytest.raises(services.RateAboveCeiling) as refused:
            town.offer(bank, demand_id, product_id, fees=fees)
        assert (refused.value.field, refused.value.facts["fee"]) == ("fees", "consulting")

    def test_allows_what_equals_a_lawful_cost_and_keeps_the_decision(self, town, desk):
        _, bank, product_id, demand_id = desk
        fee = Fee(code="handling", amount=yuan(2_000))
        offer_id = town.offer(bank, demand_id, product_id, fees=(fee,))
        seen = queries.offer(offer_id, bank.maker)
        assert Decimal("0.06") < seen.yearly_cost < seen.ceiling == Decimal("0.12")
        (decision,) = rulebook.decisions(Subject("offer", offer_id))
        assert (decision.verdict, decision.key) == ("allowed", "market.ceiling")
        assert decision.inputs["fees"] == ["handling"]

    def test_a_refusal_leaves_its_decision_although_it_was_rolled_back(self, committed_town):
        # Given an offer that is refused for its price
        town = committed_town
        _, bank, product_id, demand_id = on_a_desk(town)
        delivery.deliver_all()
        with pytest.raises(services.RateAboveCeiling):
            town.offer(bank, demand_id, product_id, rate_yearly=Decimal("0.36"))
        assert not models.Offer.objects.exists()

        # When the journal is delivered
        delivery.deliver_all()

        # Then the decision stands, with what was compared and who asked
        (decision,) = rulebook.decisions(Subject("demand", demand_id))
        assert decision.verdict == "refused"
        assert Decimal(decision.inputs["ceiling_rate"]) == Decimal("0.12")
        assert decision.inputs["lender"] == str(bank.id)
        refused = told(bank.id, "kit.refused")[-1]
        assert refused.facts["problem"] == "market/rate-above-ceiling"

    def test_is_also_kept_by_the_database(self, town, desk):
        _, bank, product_id, demand_id = desk
        offer_id = town.offer(bank, demand_id, product_id)
        row = models.Offer.objects.filter(pk=offer_id)
        with pytest.raises(IntegrityError, match="within_ceiling"), savepoint():
            row.update(yearly_cost=Decimal("0.1200000001"))

    def test_of_a_day_before_august_2020_is_24_per_cent(self, db, at):
        # Given a town whose day is 3 June 2019, under an older rule
        town = Town(at.replace(year=2019, month=6, day=3))
        _, bank, product_id, demand_id = on_a_desk(town)

        # Then 20 % may be offered there, 25 % not even there
        lawful = town.offer(bank, demand_id, product_id, rate_yearly=Decimal("0.20"))
        town.do(services.withdraw_offer, bank.checker, offer_id=lawful)
        with pytest.raises(services.RateAboveCeiling) as refused:
            town.offer(bank, demand_id, product_id, rate_yearly=Decimal("0.25"))
        assert refused.value.facts["ceiling"] == "24.00 %"


class TestFreshness:
    def test_a_file_that_changed_voids_the_page_by_name(self, town):
        # Given an officer who opened a file before the rating came in
        town.hire_experts()
        firm, bank = town.firm(), town.bank()
        product_id = town.product(bank)
        demand_id = town.matched(firm)
        seen = town.do(services.open_dossier, bank.maker, demand_id=demand_id)

        # When the experts answer, then the offer is refused as stale and says what changed
        town.answered(demand_id)
        with pytest.raises(services.StalePage) as refused:
            town.offer(bank, demand_id, product_id, seen_hash=seen)
        assert refused.value.facts["changed"] == "findings, requests"

    def test_new_invoices_alone_void_nothing(self, town, desk):
        firm, bank, product_id, demand_id = desk
        seen = town.do(services.open_dossier, bank.maker, demand_id=demand_id)
        town.sells(firm, months=1)
        offer_id = town.offer(bank, demand_id, product_id, seen_hash=seen)
        assert queries.offer(offer_id, bank.maker).seen_hash == seen

    def test_what_was_never_opened_cannot_be_decided_on(self, town, desk):
        _, bank, product_id, demand_id = desk
        for unknown in ("00" * 32, "not a hash"):
            with pytest.raises(services.StalePage):
                town.offer(bank, demand_id, product_id, seen_hash=unknown)

    def test_a_file_of_another_demand_does_not_count(self, town, desk):
        firm, bank, product_id, demand_id = desk
        other = town.matched(firm, purpose_text="Another thing altogether")
        seen = town.do(services.open_dossier, bank.maker, demand_id=other)
        with pytest.raises(services.StalePage):
            town.offer(bank, demand_id, product_id, seen_hash=seen)

    def test_is_asked_again_at_the_second_key(self, town, desk):
        firm, bank, product_id, demand_id = desk
        offer_id = town.offer(bank, demand_id, product_id)
        town.sells(firm)
        town.grade(demand_id, firm)
        with pytest.raises(services.StalePage):
            town.do(services.approve_offer, bank.checker, offer_id=offer_id)


class TestAdmission:
    def test_lost_before_the_second_key_stops_the_offer(self, town, desk):
        _, bank, product_id, demand_id = desk
        offer_id = town.offer(bank, demand_id, product_id)
        town.do(
            parties.suspend_organisation, town.central, organisation_id=bank.id, reason="inspection"
        )
        with pytest.raises(services.LenderNotAdmitted):
            town.do(services.approve_offer, bank.checker, offer_id=offer_id)

    def test_of_the_firm_lost_before_the_second_key_stops_the_offer_too(self, town, desk):
        firm, bank, product_id, demand_id = desk
        offer_id = town.offer(bank, demand_id, product_id)
        town.do(
            parties.suspend_organisation,
            town.central,
            organisation_id=firm.organisation_id,
            reason="inspection",
        )
        with pytest.raises(services.FirmNotAdmitted):
            town.do(services.approve_offer, bank.checker, offer_id=offer_id)
        assert town.free(bank) == yuan(5_000_000)

    def test_of_a_shareholder_is_reported_where_the_rule_only_warns(self, town, desk):
        firm, bank, product_id, demand_id = desk
        town.do(parties.declare_stake, bank.maker, owned_id=firm.organisation_id, share_ppm=60_000)
        town.offer(bank, demand_id, product_id)
        (decision,) = rulebook.decisions(Subject("demand", demand_id))
        assert (decision.verdict, decision.inputs["share_ppm"]) == ("reported", 60_000)

    def test_of_the_borrower_itself_is_a_conflict_by_name(self, town):
        bank = town.bank()
        product_id = town.product(bank)
        role = town.do(parties.apply_for_role, bank.maker, kind="enterprise")
        town.do(parties.admit_role, town.central, role_id=role)
        both = replace(bank, maker=town.again(bank.maker))
        demand_id = town.matched(both.maker)
        with pytest.raises(services.ConflictOfInterest):
            town.offer(both, demand_id, product_id)


class TestTerms:
    @pytest.mark.parametrize(
        ("wrong", "error"),
        [
            ({"amount": yuan(400_001)}, services.AboveDemand),
            ({"amount": yuan(10_000)}, OutsideProduct),
            ({"term_months": 48}, OutsideProduct),
            ({"fees": (Fee(code="a", amount=yuan(0)),)}, services.FeeTwice),
            ({"amount": Money(Decimal(400_000), "USD")}, services.CurrencyMixed),
            (
                {"fees": (Fee(code="a", amount=Money(Decimal(5), "USD")),)},
                services.CurrencyMixed,
            ),
            ({"fees": (Fee(code="a", amount=yuan(400_000)),)}, services.FeesTakeAll),
            ({"plan_kind": "whenever"}, PlanKindUnknown),
            ({"rate_yearly": Decimal("-0.01")}, RateOutOfRange),
            ({"rate_yearly": Decimal("NaN")}, RateOutOfRange),
            ({"rate_yearly": Decimal("0.0540000001")}, RateOutOfRange),
            ({"rate_yearly": Decimal("5.4")}, RateOutOfRange),
        ],
    )
    def test_that_do_not_fit_are_refused_by_name(self, town, desk, wrong, error):
        _, bank, product_id, demand_id = desk
        with pytest.raises(error):
            town.offer(bank, demand_id, product_id, **wrong)

    def test_end_with_the_demand_at_the_latest(self, town, desk):
        _, bank, product_id, demand_id = desk
        for wrong in (town.at, town.at + timedelta(days=31)):
            with pytest.raises(services.ExpiryOutOfRange):
                town.offer(bank, demand_id, product_id, expires_at=wrong)

    def test_come_under_the_lenders_own_product_only(self, town, desk):
        _, bank, _, demand_id = desk
        others = town.product(town.bank())
        with pytest.raises(NotFound):
            town.offer(bank, demand_id, others)

    def test_stand_once_for_each_product(self, town, desk):
        _, bank, product_id, demand_id = desk
        town.offer(bank, demand_id, product_id)
        with pytest.raises(services.AlreadyOffered):
            town.offer(bank, demand_id, product_id)

    def test_can_be_taken_back_and_the_money_is_free(self, town, desk):
        firm, bank, product_id, demand_id = desk
        offer_id = town.firm_offer(bank, demand_id, product_id)
        town.do(services.withdraw_offer, bank.checker, offer_id=offer_id)
        assert town.free(bank) == yuan(5_000_000)
        assert town.state(demand_id, firm) == "matching"
        town.firm_offer(bank, demand_id, product_id)

    def test_lapsed_before_the_second_key_are_refused(self, town, desk):
        _, bank, product_id, demand_id = desk
        offer_id = town.offer(bank, demand_id, product_id)
        town.at += timedelta(days=3)
        with pytest.raises(services.OfferLapsed):
            town.do(services.approve_offer, bank.checker, offer_id=offer_id)

    def test_cannot_be_offered_before_the_demand_is_graded(self, town):
        firm, bank = town.firm(), town.bank()
        product_id = town.product(bank)
        demand_id = town.publish(firm)
        with pytest.raises(NotFound):
            town.offer(bank, demand_id, product_id)


class TestQuote:
    def test_shows_price_ceiling_loss_and_exposure_before_anything_is_offered(self, town, desk):
        _, bank, product_id, demand_id = desk
        quote = queries.quote(
            bank.maker,
            demand_id=demand_id,
            product_id=product_id,
            amount=yuan(400_000),
            term_months=12,
            at=town.at,
        )
        assert quote.price.yearly_cost < quote.price.ceiling.rate
        assert quote.price.total_paid == yuan(400_000) + quote.price.interest
        assert quote.expected_loss_low <= quote.expected_loss <= quote.expected_loss_high
        assert (quote.exposure_before, quote.exposure_after) == (yuan(0), yuan(400_000))

    def test_of_an_unseen_demand_is_not_given(self, town, desk):
        _, _, product_id, demand_id = desk
        with pytest.raises(NotFound):
            queries.quote(
                town.bank().maker,
                demand_id=demand_id,
                product_id=product_id,
                amount=yuan(400_000),
                term_months=12,
                at=town.at,
            )


def test_a_provider_that_acts_as_lender_is_refused(town):
    town.hire_experts()
    expert, _ = town.experts["rating"]
    with pytest.raises(services.NotALender):
        town.do(services.open_dossier, expert, demand_id=new_id())
