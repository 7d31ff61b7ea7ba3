"""A graded demand is shown to the lenders it fits, with reasons, and nobody else."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from headrace.kit import delivery
from headrace.kit.errors import NotFound
from headrace.kit.subjects import Subject
from headrace.market import queries, services, tasks
from headrace.parties import services as parties
from headrace.products import registry
from headrace.products import services as products
from headrace.rulebook import queries as rulebook_reads
from headrace.rulebook import services as rulebook
from tests.market.town import SET_UP, Town, in_transaction, kinds, told, yuan
from tests.products.stub_models import LeaseStub, ReceivableStub


class TestJournal:
    def test_leads_from_the_last_finding_to_the_lenders_desk(self, committed_town: Town):
        # Given a firm with invoices, a bank with a product, and experts
        town = committed_town
        town.hire_experts()
        firm, bank = town.firm(), town.bank()
        town.product(bank)
        town.sells(firm)

        # When the firm publishes, the experts answer and the journal is delivered
        demand_id = town.publish(firm)
        town.answered(demand_id)
        delivery.deliver_all()

        # Then the demand is graded and lies on the bank's desk
        assert town.state(demand_id, firm) == "matching"
        assert [each.demand_id for each in queries.pushes_for(bank.maker)] == [demand_id]
        assert kinds(told(firm.organisation_id, "market.", "credit."))[2:] == [
            "credit.score.decided",
            "market.demand.matching",
        ]
        entry = told(firm.organisation_id, "market.demand.matching")[0]
        assert entry.facts["lenders"] == [str(bank.id)]


class TestPushes:
    def test_carry_a_reason_for_each_key_on_every_item(self, town: Town):
        firm, banks = town.firm(), [town.bank(), town.bank()]
        for bank in banks:
            town.product(bank)
        demand_id = town.matched(firm)
        for bank in banks:
            (push,) = queries.pushes_for(bank.maker)
            assert [each.key for each in push.reasons] == ["amount", "scale", "credit"]
            assert all(each.text_en and each.text_zh for each in push.reasons)
        assert len(queries.matches_for(firm, demand_id)) == 2

    def test_never_violate_what_a_product_demands(self, town: Town):
        firm, bank = town.firm(), town.bank()
        for shut in (
            {"amount_max": yuan(399_999)},
            {"term_max": 11},
            {"grade_floor": "A1"},
            {"size_classes": ["medium"]},
            {"purposes": ["equipment"]},
            {"districts": ["360100"]},
        ):
            town.product(bank, **shut)
        fits = town.product(bank)
        demand_id = town.matched(firm)
        assert [each.product_id for each in queries.matches_for(firm, demand_id)] == [fits]

    def test_change_with_one_key_alone(self, town: Town):
        bank = town.bank()
        town.product(bank, amount_max=yuan(500_000), name_en="Little")
        town.product(bank, amount_max=yuan(3_000_000), name_en="Large")

        def first(amount: int) -> str:
            firm = town.firm()
            demand_id = town.matched(firm, amount=yuan(amount))
            return queries.matches_for(firm, demand_id)[0].product_name.en

        assert (first(250_000), first(480_000)) == ("Little", "Large")

    def test_leave_out_a_lender_whose_role_is_suspended(self, town: Town):
        firm, bank = town.firm(), town.bank()
        town.product(bank)
        town.do(
            parties.suspend_organisation,
            town.central,
            organisation_id=bank.id,
            reason="inspection",
        )
        demand_id = town.matched(firm)
        assert queries.matches_for(firm, demand_id) == ()

    def test_of_a_lenders_own_request_do_not_come_back_to_it(self, town: Town):
        bank = town.bank()
        town.product(bank)
        role = town.do(parties.apply_for_role, bank.maker, kind="enterprise")
        town.do(parties.admit_role, town.central, role_id=role)
        borrower = town.again(bank.maker)
        demand_id = town.matched(borrower)
        assert queries.matches_for(borrower, demand_id) == ()

    def test_follow_a_new_grade_and_keep_what_was_decided(self, town: Town):
        firm, bank, other = town.firm(), town.bank(), town.bank()
        town.product(bank)
        gone = town.product(other)
        demand_id = town.matched(firm)
        town.do(
            services.decline_demand,
            bank.maker,
            demand_id=demand_id,
            reason="capacity",
            text="Full until spring; ask again in March.",
        )
        town.do(products.pause, other.checker, product_id=gone)
        town.grade(demand_id, firm)
        assert queries.pushes_for(bank.maker) == ()
        assert queries.pushes_for(other.maker) == ()
        assert [each.state for each in queries.matches_for(firm, demand_id)] == ["declined"]

    def test_ask_the_way_of_financing_itself(self, town: Town):
        registry.join(ReceivableStub())
        try:
            firm, bank = town.firm(), town.bank()
            town.product(bank, model="stub_receivable", plan_kind="once")
            wanted = {
                "models_wanted": ["stub_receivable"],
                "plan_kind": "once",
                "details": {"face": "900000", "debtor_pays": "2027-04-23"},
            }
            fits = town.matched(firm, **wanted)
            wanted["details"] = {"face": "300000", "debtor_pays": "2027-04-23"}
            too_much = town.matched(firm, **wanted)
            assert len(queries.matches_for(firm, fits)) == 1
            assert queries.matches_for(firm, too_much) == ()
        finally:
            registry.leave("stub_receivable")


class TestRules:
    def test_of_the_day_shut_a_purpose_for_everybody(self, town: Town):
        # Given a rule, approved by two persons, that shuts loans for rent
        firm, bank = town.firm(), town.bank()
        town.product(bank)
        second = town.person(town.central.organisation_id, "maker", "checker")
        rule = town.do(
            rulebook.propose_rule,
            town.central,
            draft=rulebook.RuleDraft(
                pack="CN-CURRENT",
                rule_key="market.purposes_shut",
                scope={},
                value=["rent"],
                valid_from=town.at.date(),
                valid_to=None,
                source="A notice of the test town",
                status="S",
                severity="block",
                text_en="No loans for rent.",
                text_zh="不得发放租金贷款。",
            ),
            reason="to be shown",
        )
        town.do(rulebook.approve_rule, second, rule_id=rule)

        # Then a request for that purpose is shown to nobody, another one is
        rent = town.matched(firm, purpose_code="rent", purpose_text="Land behind the works")
        materials = town.matched(firm, purpose_text="Castings for the pump order")
        assert queries.matches_for(firm, rent) == ()
        assert len(queries.matches_for(firm, materials)) == 1


class TestReactions:
    def test_pass_over_what_is_not_theirs(self, town: Town):
        firm = town.firm()
        demand_id = town.publish(firm)
        entry = told(firm.organisation_id, "market.demand.published")[0]
        tasks.match_on_new_grade(replace(entry, subject=Subject("enterprise", demand_id)))
        tasks.keep_decision_of_refused_price(replace(entry, facts={"problem": "kit/not-found"}))
        assert town.state(demand_id, firm) == "published"
        assert rulebook_reads.decisions(Subject("demand", demand_id)) == ()

    def test_wait_for_the_grade(self, town: Town):
        firm = town.firm()
        demand_id = town.publish(firm)
        known = {"demand_id": demand_id, "by": SET_UP, "at": town.at}
        assert in_transaction(services.match_demand, **known) == 0
        assert town.state(demand_id, firm) == "published"


class TestAnotherModel:
    def test_goes_the_whole_way_without_another_file_being_touched(self, town: Town):
        # Given a lease that nobody outside this test has heard of
        registry.join(LeaseStub())
        try:
            firm, lessor = town.firm(), town.bank(role="leasing")
            product_id = town.product(lessor, model="stub_lease", plan_kind="level_rent")
            demand_id = town.matched(firm, models_wanted=["stub_lease"], details={"serial": "L-77"})

            # When the lessor offers and the firm accepts
            offer_id = town.firm_offer(lessor, demand_id, product_id, plan_kind="level_rent")
            town.do(services.accept_offer, firm, offer_id=offer_id)

            # Then it is contracted, at a cost that holds the purchase price too
            (seen,) = queries.offers_for(demand_id, firm)
            assert (seen.model, seen.state) == ("stub_lease", "accepted")
            assert seen.cost_in_all > yuan(100)
            assert town.state(demand_id, firm) == "contracted"
        finally:
            registry.leave("stub_lease")


class TestDecliningAndMuting:
    def test_a_decline_tells_the_firm_why_and_what_would_change_it(self, town: Town):
        firm, bank = town.firm(), town.bank()
        town.product(bank)
        demand_id = town.matched(firm)
        with pytest.raises(services.DeclineUnexplained):
            town.do(
                services.decline_demand, bank.maker, demand_id=demand_id, reason="mood", text="No"
            )
        town.do(
            services.decline_demand,
            bank.maker,
            demand_id=demand_id,
            reason="evidence",
            text="A bank feed of six months would change this.",
        )
        (told_why,) = queries.declines_of(demand_id, firm)
        assert told_why.code == "evidence"
        assert queries.pushes_for(bank.maker) == ()
        with pytest.raises(services.PushStateRefused):
            town.do(services.mute_push, bank.maker, demand_id=demand_id)

    def test_a_muted_request_leaves_the_desk_but_not_the_files(self, town: Town):
        firm, bank = town.firm(), town.bank()
        town.product(bank)
        demand_id = town.matched(firm)
        town.do(services.mute_push, bank.maker, demand_id=demand_id)
        assert queries.queue(bank.maker, town.at) == ()
        assert queries.demand(demand_id, bank.maker).id == demand_id

    def test_only_what_was_shown_can_be_declined(self, town: Town):
        demand_id = town.publish(town.firm())
        with pytest.raises(NotFound):
            town.do(services.mute_push, town.bank().maker, demand_id=demand_id)


class TestIndicative:
    def test_ranges_come_from_the_register_alone_and_store_nothing(self, town: Town):
        bank = town.bank()
        town.product(bank)
        town.product(bank, amount_max=yuan(200_000))
        (found,) = queries.indicative(
            yuan(400_000), 12, "materials", on=town.at.date(), size_class="small", staff=34
        )
        assert (found.model, found.products, found.covers) == ("bank_loan", 2, yuan(400_000))
        assert Decimal("0.04") < found.cost_low < found.cost_high < Decimal("0.12")

    def test_narrow_for_a_firm_that_is_known_better(self, town: Town):
        town.product(town.bank(), grade_floor="D")
        on = town.at.date()
        (rough,) = queries.indicative(yuan(400_000), 12, "materials", on=on)
        (known,) = queries.indicative(
            yuan(400_000), 12, "materials", on=on, size_class="medium", staff=120
        )
        assert known.cost_low < rough.cost_low
        assert known.cost_high < rough.cost_high

    def test_are_none_where_no_product_fits_or_none_is_cheap_enough(self, town: Town):
        bank, on = town.bank(), town.at.date()
        town.product(bank, rate_yearly=Decimal("0.20"))
        town.product(bank, term_max=6)
        assert queries.indicative(yuan(400_000), 12, "materials", on=on) == ()

    def test_end_with_the_day_a_product_begins(self, town: Town):
        town.product(town.bank())
        before = town.at.date() - timedelta(days=1)
        assert queries.indicative(yuan(400_000), 12, "materials", on=before) == ()
