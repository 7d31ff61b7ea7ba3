"""A firm drafts and publishes a request; experts are asked, and what resembles it is flagged."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from tenor.money import Money

from headrace.evidence import queries as evidence
from headrace.kit.errors import NotAdmitted, NotFound
from headrace.kit.once import KeyReused
from headrace.kit.subjects import Subject
from headrace.market import queries, services
from headrace.products import registry
from headrace.products.queries import ModelUnknown
from tests.market.town import Town, kinds, told, yuan
from tests.products.stub_models import LeaseStub


class TestDraft:
    def test_gets_a_reference_of_its_year_in_order(self, town: Town):
        firm = town.firm()
        first, second = town.draft(firm), town.draft(firm)
        assert queries.demand(first, firm).reference == "R-2026-0001"
        assert queries.demand(second, firm).reference == "R-2026-0002"
        town.at += timedelta(days=60)
        assert queries.demand(town.draft(firm), firm).reference == "R-2027-0001"

    def test_wants_all_or_nothing_unless_a_least_is_given(self, town: Town):
        firm = town.firm()
        assert queries.demand(town.draft(firm), firm).amount_least == yuan(400_000)
        part = town.draft(firm, amount_least=yuan(100_000))
        assert queries.demand(part, firm).amount_least == yuan(100_000)

    def test_of_nothing_is_refused(self, town: Town):
        with pytest.raises(services.AmountNotPositive):
            town.draft(town.firm(), amount=Money.zero())

    def test_in_a_way_of_financing_that_nobody_offers_is_refused(self, town: Town):
        with pytest.raises(ModelUnknown):
            town.draft(town.firm(), models_wanted=["pawn"])

    def test_for_a_purpose_that_is_not_on_the_list_is_refused_in_both_languages(self, town: Town):
        with pytest.raises(services.PurposeUnknown) as refused:
            town.draft(town.firm(), purpose_code="casino")
        problem = refused.value
        assert (problem.field, problem.facts["purpose"]) == ("purpose_code", "casino")
        assert "repay_loan (Repaying another loan)" in problem.facts["known_en"]
        assert "repay_loan（偿还其他贷款）" in problem.facts["known_zh"]

    def test_for_each_purpose_of_the_rulebook_is_taken(self, town: Town):
        firm = town.firm()
        listed = queries.purposes(town.at.date())
        assert [each.code for each in listed] == [
            "materials", "equipment", "wages", "stock", "rent", "repay_loan", "research", "other",
        ]  # fmt: skip
        assert all(each.label.en and each.label.zh for each in listed)
        for each in listed:
            drafted = town.draft(firm, purpose_code=each.code)
            assert queries.demand(drafted, firm).purpose_code == each.code

    def test_in_a_currency_that_no_custodian_holds_is_not_published(self, town: Town):
        firm = town.firm()
        dollars = town.draft(firm, amount=Money(Decimal(40_000), "USD"))
        with pytest.raises(services.CurrencyNotHeld) as refused:
            town.do(services.publish_demand, firm, demand_id=dollars)
        assert refused.value.facts == {"currency": "USD", "known": "CNY"}

    def test_needs_a_firm_and_a_maker(self, town: Town):
        firm = town.firm()
        for wrong in (
            replace(firm, roles=frozenset({"bank"})),
            replace(firm, duties=frozenset({"viewer"})),
        ):
            with pytest.raises(NotAdmitted):
                town.draft(wrong)
        with pytest.raises(services.PersonNeeded):
            town.draft(replace(firm, person_id=None))

    def test_sent_twice_is_one_draft_and_other_contents_are_refused(self, town: Town):
        firm, key = town.firm(), uuid4()
        first = town.draft(firm, key=key)
        assert town.draft(firm, key=key) == first
        with pytest.raises(KeyReused):
            town.draft(firm, key=key, term_months=6)


class TestPublishing:
    def test_asks_the_experts_and_tells_whose_turn_it_is(self, town: Town):
        # Given a firm and the experts of the town
        town.hire_experts()
        firm = town.firm()

        # When it publishes a request for 400 000 yuan
        demand_id = town.publish(firm)

        # Then the rule table's four findings are asked for, and it is the experts' turn
        asked = evidence.requests_for(Subject("demand", demand_id))
        needed = {each.kind for each in asked if each.required}
        assert needed == {"authentication", "evaluation", "rating", "credit_history"}
        asker = {each.kind: each.provider_id for each in asked}
        assert (
            asker["rating"] == asker["credit_history"] == town.experts["rating"][0].organisation_id
        )
        seen = queries.demand(demand_id, firm)
        assert seen.state == "published"
        assert (seen.turn.who, seen.turn.what) == ("provider", "answer")
        assert seen.turn.by == town.at + timedelta(days=5)
        assert seen.expires_at == town.at + timedelta(days=30)
        assert seen.pack == "CN-CURRENT"
        assert kinds(told(firm.organisation_id, "market.")) == [
            "market.demand.drafted",
            "market.demand.published",
        ]

    def test_is_refused_without_the_sentences_lenders_decide_by(self, town: Town):
        firm = town.firm()
        demand_id = town.draft(firm, repayment_source=" ")
        with pytest.raises(services.TextMissing):
            town.do(services.publish_demand, firm, demand_id=demand_id)
        assert town.state(demand_id, firm) == "draft"

    def test_is_refused_without_the_fields_of_the_wanted_way_of_financing(self, town: Town):
        firm = town.firm()
        registry.join(LeaseStub())
        try:
            demand_id = town.draft(firm, models_wanted=["bank_loan", "stub_lease"])
            with pytest.raises(services.FieldMissing) as refused:
                town.do(services.publish_demand, firm, demand_id=demand_id)
        finally:
            registry.leave("stub_lease")
        assert refused.value.field == "details.serial"

    def test_twice_is_refused_but_sent_twice_is_not(self, town: Town):
        firm, key = town.firm(), uuid4()
        demand_id = town.draft(firm)
        for _ in range(2):
            again = town.do(services.publish_demand, firm, demand_id=demand_id, key=key)
            assert again == demand_id
        with pytest.raises(services.DemandStateRefused):
            town.do(services.publish_demand, firm, demand_id=demand_id)

    def test_of_another_firms_draft_finds_nothing(self, town: Town):
        demand_id = town.draft(town.firm())
        with pytest.raises(NotFound):
            town.do(services.publish_demand, town.firm(), demand_id=demand_id)


class TestWithdrawing:
    def test_ends_it_for_good(self, town: Town):
        firm = town.firm()
        demand_id = town.publish(firm)
        town.do(services.withdraw_demand, firm, demand_id=demand_id)
        assert town.state(demand_id, firm) == "withdrawn"
        with pytest.raises(services.DemandStateRefused):
            town.do(services.withdraw_demand, firm, demand_id=demand_id)


class TestLikeness:
    CROP = "To buy the winter fruit crop of the Hetang orchards for our jam kitchen"

    def test_of_a_firms_own_project_under_other_words_is_flagged(self, town: Town):
        # Given a published request
        firm = town.firm()
        first = town.publish(firm, purpose_text=self.CROP)

        # When the firm publishes nearly the same again
        second = town.publish(firm, purpose_text=self.CROP.replace("winter", "late winter"))

        # Then it is flagged, not refused, and the journal tells of it
        assert queries.demand(second, firm).likenesses == 1
        assert queries.demand(first, firm).likenesses == 0
        (entry,) = told(firm.organisation_id, "market.demand.likeness_flagged")
        assert entry.facts["other"] == str(first)
        assert entry.facts["likeness"] == "same_firm"
        assert entry.facts["likeness_ppm"] > 450_000

    def test_of_the_very_same_project_in_other_spelling_is_known_to_the_register(self, town: Town):
        firm = town.firm()
        town.publish(firm, purpose_text=self.CROP)
        town.publish(firm, purpose_text=self.CROP.upper().replace(" ", "  "))
        (entry,) = told(firm.organisation_id, "market.demand.likeness_flagged")
        assert entry.facts["likeness"] == "same_project"

    def test_of_another_firms_text_is_flagged_only_when_it_was_copied(self, town: Town):
        town.publish(town.firm(), purpose_text=self.CROP)
        copier, other = town.firm(), town.firm()
        copied = town.publish(copier, purpose_text=self.CROP)
        near = town.publish(other, purpose_text="To buy the winter fruit crop for tinned peaches")
        assert queries.demand(copied, copier).likenesses == 1
        assert queries.demand(near, other).likenesses == 0

    def test_is_found_in_chinese_too(self, town: Town):
        firm = town.firm()
        town.publish(firm, purpose_text="采购冬季水果原料，用于果酱加工订单")
        again = town.publish(firm, purpose_text="采购冬季水果原料用于果酱加工的订单")
        assert queries.demand(again, firm).likenesses == 1

    def test_of_different_projects_is_none(self, town: Town):
        firm = town.firm()
        town.publish(firm, purpose_text=self.CROP)
        lathe = town.publish(firm, purpose_text="A second lathe for valve bodies")
        assert queries.demand(lathe, firm).likenesses == 0
