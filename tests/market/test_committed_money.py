"""Money behind an offer: at the custodian, from admitted sources, within what a rule allows."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from headrace.custody import services as custody
from headrace.kit.errors import CentreError
from headrace.market import queries, services
from headrace.parties import services as parties
from headrace.register import services as register
from headrace.rulebook import services as rulebook
from tests.market.town import Town, yuan


def on_a_desk(town: Town, **said):
    firm, bank = town.firm(), town.bank(**said)
    product_id = town.product(bank)
    return firm, bank, product_id, town.matched(firm)


class TestMoney:
    def test_that_is_not_at_the_custodian_cannot_be_offered(self, town):
        _, bank, product_id, demand_id = on_a_desk(town, money=399_999)
        offer_id = town.offer(bank, demand_id, product_id)
        with pytest.raises(custody.FundsNotCovered):
            town.do(services.approve_offer, bank.checker, offer_id=offer_id)
        assert queries.offer(offer_id, bank.maker).state == "made"

    def test_from_a_source_nobody_admitted_cannot_be_committed(self, town):
        _, bank, product_id, demand_id = on_a_desk(town, cap=0)
        with pytest.raises(services.FundSourceNotAdmitted):
            town.offer(bank, demand_id, product_id)

    def test_is_admitted_up_to_its_cap_with_all_that_is_committed(self, town):
        # Given a source admitted for 700 000, of which 400 000 are set aside
        firm, bank, product_id, demand_id = on_a_desk(town, cap=700_000)
        town.firm_offer(bank, demand_id, product_id)

        # Then a second 400 000 is too much, and 300 000 is not
        second = town.matched(firm, purpose_text="A lathe for valve bodies")
        with pytest.raises(services.FundSourceNotAdmitted):
            town.offer(bank, second, product_id)
        part = town.matched(firm, amount=yuan(300_000), purpose_text="A press for seals")
        town.firm_offer(bank, part, product_id, amount=yuan(300_000))

    def test_made_under_the_cap_twice_is_counted_together_at_the_second_key(self, town):
        # Given a source for 700 000 and two offers of 400 000, each within it when it was made
        firm, bank, product_id, demand_id = on_a_desk(town, cap=700_000)
        other = town.matched(firm, purpose_text="A lathe for valve bodies")
        offers = [town.offer(bank, each, product_id) for each in (demand_id, other)]

        # When both are approved, then the second exceeds the cap and holds nothing
        town.do(services.approve_offer, bank.checker, offer_id=offers[0])
        with pytest.raises(services.FundSourceNotAdmitted) as refused:
            town.do(services.approve_offer, bank.checker, offer_id=offers[1])
        assert refused.value.facts["amount"] == "800000.00"
        assert town.free(bank) == yuan(4_600_000)

        # And it still does when the first is bound and no longer an open offer
        town.do(services.accept_offer, firm, offer_id=offers[0])
        with pytest.raises(services.FundSourceNotAdmitted):
            town.do(services.approve_offer, bank.checker, offer_id=offers[1])

    def test_from_two_sources_counts_together(self, town):
        firm, bank, product_id, demand_id = on_a_desk(town, cap=400_000)
        town.firm_offer(bank, demand_id, product_id)
        second = town.do(
            parties.declare_fund_source,
            bank.maker,
            origin="deposits",
            cap=yuan(400_000),
            evidence_hash=b"f" * 32,
        )
        town.do(parties.admit_fund_source, town.central, fund_source_id=second)
        other = town.matched(firm, purpose_text="A lathe for valve bodies")
        town.firm_offer(bank, other, product_id)
        assert town.free(bank) == yuan(4_200_000)

    def test_to_one_firm_is_limited_where_a_rule_says_so(self, town):
        # Given a rule that a bank lends one firm at most 700 000, and 400 000 lent
        firm, bank, product_id, demand_id = on_a_desk(town)
        _limit_single_borrower(town, 70_000_000)
        first = town.firm_offer(bank, demand_id, product_id)
        town.do(services.accept_offer, firm, offer_id=first)

        # Then another 400 000 is refused by the rule's name, and to another firm it is not
        second = town.matched(firm, purpose_text="A lathe for valve bodies")
        offer_id = town.offer(bank, second, product_id)
        with pytest.raises(register.ExposureAboveLimit) as refused:
            town.do(services.approve_offer, bank.checker, offer_id=offer_id)
        assert refused.value.facts["rule"] == "exposure.single_borrower"
        assert refused.value.facts["room"] == "300000.00 CNY"
        town.firm_offer(bank, town.matched(town.firm()), product_id)

    def test_approved_twice_at_once_never_exceeds_the_cap(self, committed_town):
        # Given two offers of 400 000 under a source for 700 000
        town = committed_town
        firm, bank, product_id, demand_id = on_a_desk(town, cap=700_000)
        other = town.matched(firm, purpose_text="A lathe for valve bodies")
        offers = [town.offer(bank, each, product_id) for each in (demand_id, other)]

        # When two checkers approve them at the same moment, then one is refused
        answers = at_once(
            lambda offer_id: town.do(services.approve_offer, bank.checker, offer_id=offer_id),
            offers,
        )
        assert sorted(type(each).__name__ for each in answers) == ["FundSourceNotAdmitted", "UUID"]
        assert town.free(bank) == yuan(4_600_000)

    def test_approved_by_two_checkers_at_once_is_held_once(self, committed_town):
        town = committed_town
        _, bank, product_id, demand_id = on_a_desk(town)
        offer_id = town.offer(bank, demand_id, product_id)
        checkers = [bank.checker, town.person(bank.id, "checker")]
        answers = at_once(
            lambda by: town.do(services.approve_offer, by, offer_id=offer_id), checkers
        )
        assert sorted(type(each).__name__ for each in answers) == ["OfferStateRefused", "UUID"]
        assert town.free(bank) == yuan(4_600_000)


def at_once(act, arguments):
    """Act on each argument at the same moment; return answers and refusals."""

    def one(argument):
        try:
            return act(argument)
        except CentreError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(one, arguments))


def _limit_single_borrower(town: Town, limit_minor: int) -> None:
    draft = rulebook.RuleDraft(
        pack="CN-CURRENT",
        rule_key="exposure.single_borrower",
        scope={"lender_type": "bank"},
        value={"limit_minor": limit_minor, "currency": "CNY"},
        valid_from=town.at.date(),
        valid_to=None,
        source="A notice of the test town",
        status="S",
        severity="block",
        text_en="One bank lends one firm at most 700 000 yuan.",
        text_zh="单一银行对单一企业贷款不超过 70 万元。",
    )
    rule = town.do(rulebook.propose_rule, town.central, draft=draft, reason="to be shown")
    second = town.person(town.central.organisation_id, "maker", "checker")
    town.do(rulebook.approve_rule, second, rule_id=rule)
