"""Products, demands, dossiers and offers, through the API."""

from decimal import Decimal

import pytest

from headrace.kit.ids import new_id
from tests.api.caller import refusal
from tests.api.town import Town
from tests.api.world import PRODUCT, World, yuan

PRODUCT_STATE = "products/product-state-refused"


class TestAProduct:
    def test_is_drafted_approved_launched_paused_resumed_and_retired(self, world: World):
        bank = world.bank()
        drafted = bank.maker.made("/products", PRODUCT)
        assert bank.maker.get(f"/products/{drafted}")["state"] == "draft"
        refusal(bank.checker.send(f"/products/{drafted}/launch"), 409, PRODUCT_STATE)
        world.officer.post(f"/products/{drafted}/approval")
        for move, state in (
            ("launch", "live"),
            ("pause", "paused"),
            ("resumption", "live"),
            ("retirement", "retired"),
        ):
            bank.checker.post(f"/products/{drafted}/{move}")
            assert bank.maker.get(f"/products/{drafted}")["state"] == state
        assert [each["state"] for each in bank.maker.get("/products/own")] == ["retired"]

    def test_is_offered_to_firms_with_exact_figures(self, world: World):
        bank, firm = world.bank(), world.firm()
        fee = {"code": "handling", "amount": yuan("250.50"), "due": "drawdown"}
        product = world.product(bank, fees=[fee])
        (seen,) = firm.maker.get("/products")
        assert (seen["id"], seen["amount_max"]) == (product, yuan("5000000.00"))
        assert Decimal(seen["rate_yearly"]) == Decimal("0.045")
        assert seen["fees"] == [fee | {"payee_id": None}]
        told = firm.maker.get(
            "/demands/indicative", amount="300000.00", term_months=12, purpose_code="materials"
        )
        assert [(each["model"], each["products"]) for each in told] == [("bank_loan", 1)]

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"rate_yearly": "4.5"}, "rate_yearly"),
            ({"rate_yearly": 0.045}, "rate_yearly"),
            ({"rate_yearly": "-0.01"}, "rate_yearly"),
            ({"plan_kind": "whenever"}, "plan_kind"),
            ({"amount_min": yuan(6_000_000)}, "amount_min"),
            ({"grade_floor": "E9"}, "grade_floor"),
            ({"model": "lottery"}, "model"),
        ],
    )
    def test_with_figures_that_make_no_sense_is_refused(self, world: World, said, field):
        answer = world.bank().maker.send("/products", PRODUCT | said)
        assert answer.status_code in (404, 422)
        assert answer.json()["field"] == field


class TestADemand:
    def test_is_drafted_published_and_withdrawn(self, world: World):
        world.custodian()
        firm = world.firm()
        demand = world.published(firm)
        assert firm.maker.get(f"/demands/{demand}")["state"] == "published"
        firm.maker.post(f"/demands/{demand}/withdrawal")
        (seen,) = firm.maker.get("/demands", state="withdrawn")
        assert (seen["id"], seen["turn"]["who"]) == (demand, "nobody")

    def test_declined_by_a_lender_tells_the_firm_why(self, town: Town):
        demand = town.graded()
        why = {"reason": "sector", "text": "We hold enough in this trade; ask again in June."}
        town.lender.maker.post(f"/demands/{demand}/decline", why)
        assert town.borrower.maker.get(f"/demands/{demand}/declines") == [
            {"code": "sector", "text": why["text"]}
        ]

    def test_muted_leaves_the_desk(self, town: Town):
        demand = town.graded()
        assert len(town.lender.maker.get("/demands/queue")) == 1
        town.lender.maker.post(f"/demands/{demand}/muting")
        assert town.lender.maker.get("/demands/queue") == []


class TestAnOffer:
    @pytest.fixture
    def demand(self, town: Town):
        town.pay_in(town.lender, "1000000.00")
        return town.graded()

    def test_on_a_file_that_changed_meanwhile_is_refused(self, town: Town, demand):
        # Given an offer on a file as it was opened
        said = town.offer_for(demand)
        # When a finding is contested, then the page is stale and says what changed
        finding = town.borrower.maker.get(f"/dossiers/{demand}")["findings"][0]
        why = {"reason": "the licence was read wrongly"}
        town.borrower.maker.post(f"/findings/{finding['id']}/contest", why)
        problem = refusal(town.lender.maker.send("/offers", said), 409, "market/stale-page")
        assert (problem["field"], "findings" in problem["changed"]) == ("seen_hash", True)
        assert town.lender.maker.get("/offers") == []

    def test_above_the_ceiling_is_refused_with_both_figures(self, town: Town, demand):
        said = town.offer_for(demand, rate_yearly="0.36")
        problem = refusal(town.lender.maker.send("/offers", said), 409, "market/rate-above-ceiling")
        assert problem["field"] == "rate_yearly"
        assert problem["ceiling"] in problem["detail"]

    def test_with_a_fee_below_nought_is_refused(self, town: Town, demand):
        fee = {"code": "gift", "amount": yuan("-500.00")}
        answer = town.lender.maker.send("/offers", town.offer_for(demand, fees=[fee]))
        assert refusal(answer, 422, "api/amount-negative")["field"] == "fees.0.amount"

    def test_with_a_fee_in_another_currency_is_refused(self, town: Town, demand):
        fee = {"code": "handling", "amount": {"amount": "5.00", "currency": "USD"}}
        answer = town.lender.maker.send("/offers", town.offer_for(demand, fees=[fee]))
        assert answer.status_code == 422
        assert town.lender.maker.get("/offers") == []

    def test_sent_twice_is_made_once(self, town: Town, demand):
        key, said = new_id(), town.offer_for(demand)
        first = town.lender.maker.made("/offers", said, key=key)
        assert town.lender.maker.made("/offers", said, key=key) == first
        other = town.lender.maker.send("/offers", said | {"rate_yearly": "0.057"}, key=key)
        refusal(other, 409, "kit/key-reused")
        assert len(town.lender.maker.get("/offers")) == 1

    def test_needs_another_person_as_its_second_key(self, town: Town, demand):
        said = town.offer_for(demand)
        offer = town.lender.checker.made("/offers", said)
        refusal(town.lender.checker.send(f"/offers/{offer}/approval"), 403, "market/maker-approves")

    def test_declined_or_withdrawn_gives_the_money_back(self, town: Town, demand):
        declined = town.firm_offer(demand)
        town.borrower.checker.post(f"/offers/{declined}/decline")
        withdrawn = town.firm_offer(demand)
        town.lender.checker.post(f"/offers/{withdrawn}/withdrawal")
        states = {each["id"]: each["state"] for each in town.lender.maker.get("/offers")}
        assert states == {declined: "declined", withdrawn: "withdrawn"}
        (account,) = town.lender.maker.get("/custody/balances")
        assert account["free"] == yuan("1000000.00")
