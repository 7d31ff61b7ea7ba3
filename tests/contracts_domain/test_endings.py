"""
Every ending gives the money back: the exposure of a whole life, from the market to its end.

The town of the market makes the offers, so that binding, giving up and lapsing are the real ones.
"""

from datetime import date, timedelta

import pytest
from joserfc.jwk import OKPKey

import headrace.contracts.tasks
import headrace.credit.tasks
import headrace.market.tasks  # noqa: F401 - reactions are registered by reading them
from headrace.contracts import queries, services
from headrace.contracts.ports import statement_to_sign
from headrace.custody import queries as custody
from headrace.custody import services as custody_steps
from headrace.kit import delivery
from headrace.kit.actors import Actor
from headrace.kit.errors import NotAdmitted, NotFound
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.market import queries as market
from headrace.market import services as market_verbs
from headrace.parties import services as parties
from headrace.register import queries as register
from tests.contracts_domain.town import sign
from tests.market.town import SET_UP, Bank, Town, in_transaction, kinds, told, yuan

LENT = yuan(400_000)


class Deal:
    """A firm and a bank with an accepted offer, and the agreement drawn up from it."""

    def __init__(self, at) -> None:
        self.town = Town(at)
        self.firm, self.bank = self.town.firm(), self.town.bank()
        self.product_id = self.town.product(self.bank)
        self.demand_id = self.town.matched(self.firm)
        self.keys: dict[Actor, OKPKey] = {}
        self.agreement_id = self.agree(self.demand_id)

    def agree(self, demand_id):
        offer_id = self.town.firm_offer(self.bank, demand_id, self.product_id)
        self.town.do(market_verbs.accept_offer, self.firm, offer_id=offer_id)
        delivery.deliver_all()
        return queries.agreement_of_offer(offer_id, self.firm).id

    def sign(self, by: Actor) -> None:
        if by not in self.keys:
            self.keys[by] = OKPKey.generate_key("Ed25519")
            self.town.do(
                parties.register_signing_key,
                by,
                public_jwk=self.keys[by].as_dict(private=False),
                person_id=by.person_id,
            )
        view = queries.agreement(self.agreement_id, by)
        statement = statement_to_sign(
            person_id=by.person_id,
            organisation_id=by.organisation_id,
            document_hash=bytes.fromhex(view.document_hash),
        )
        self.town.do(
            services.sign_agreement,
            self.town.again(by),
            agreement_id=self.agreement_id,
            signature=sign(statement, self.keys[by]),
        )

    def all_sign(self) -> None:
        for by in (self.firm, self.bank.checker):
            self.sign(by)
        delivery.deliver_all()

    def give_up(self, by: Actor) -> None:
        self.town.do(
            services.give_up_agreement, by, agreement_id=self.agreement_id, reason="not_needed"
        )

    def ask_for_money(self):
        return self.town.do(
            services.request_drawdown,
            self.town.again(self.firm),
            agreement_id=self.agreement_id,
            payee_name=queries.agreement(self.agreement_id, self.firm).borrower_name,
            payee_account="6217000033334444",
        )

    def booked(self, instruction_id) -> None:
        """The custodian tells that the money has left; its own part is proved elsewhere."""
        in_transaction(
            services.confirm_drawdown,
            instruction_id=instruction_id,
            booked_date=self.town.at.date(),
            by=SET_UP,
            at=self.town.at,
        )

    def close(self) -> None:
        self.town.do(services.close_day, SET_UP, on=self.town.at.date())

    def days_later(self, days: int) -> None:
        self.town.at += timedelta(days=days)

    @property
    def state(self) -> str:
        return queries.agreement(self.agreement_id, self.firm).state

    @property
    def owed(self):
        between = register.exposure(self.firm.organisation_id, self.bank.id)
        assert between == register.exposure(lender_id=self.bank.id)
        assert between == register.exposure_by_movements(borrower_id=self.firm.organisation_id)
        return between

    def suspend(self, organisation_id) -> None:
        self.town.do(
            parties.suspend_organisation,
            self.town.central,
            organisation_id=organisation_id,
            reason="inspection",
        )

    def assert_nothing_is_left(self) -> None:
        """The lender has its money, nobody owes, the request is open again."""
        assert self.town.free(self.bank) == yuan(5_000_000)
        assert self.owed == yuan(0)
        assert self.town.state(self.demand_id, self.firm) == "matching"
        assert custody.held_for(self.town.book, self.demand_id).booked == yuan(0)
        assert custody.ledger_balanced(self.town.book)


@pytest.fixture
def deal(committed, at) -> Deal:
    return Deal(at)


class TestExposure:
    def test_is_counted_once_from_the_binding_on(self, deal):
        assert deal.owed == LENT
        deal.all_sign()
        assert deal.owed == LENT

    def test_ends_when_the_agreement_is_given_up(self, deal):
        deal.sign(deal.firm)
        deal.give_up(deal.bank.checker)
        assert deal.state == "terminated"
        deal.assert_nothing_is_left()

    def test_is_taken_up_again_by_another_agreement(self, deal):
        deal.give_up(deal.firm)
        deal.agreement_id = deal.agree(deal.demand_id)
        assert deal.owed == LENT


class TestUndrawn:
    def test_money_that_the_firm_leaves_goes_back(self, deal):
        # Given an effective agreement, its money in escrow
        deal.all_sign()
        assert custody.held_for(deal.town.book, deal.demand_id).booked == LENT

        # When the firm gives it up, then its loan is cancelled and the lender has its money
        deal.give_up(deal.firm)
        view = queries.agreement(deal.agreement_id, deal.firm)
        assert queries.loan(view.loan_id, deal.firm).state == "cancelled"
        deal.assert_nothing_is_left()

    def test_money_is_not_the_lenders_to_take_back(self, deal):
        deal.all_sign()
        with pytest.raises(services.AgreementMoveRefused):
            deal.give_up(deal.bank.checker)
        assert deal.owed == LENT

    def test_money_on_its_way_cannot_be_given_up(self, deal):
        deal.all_sign()
        deal.ask_for_money()
        with pytest.raises(services.MoneyUnderWay):
            deal.give_up(deal.firm)

    def test_money_of_which_the_custodian_refused_the_payment_can(self, deal):
        deal.all_sign()
        instruction_id = deal.ask_for_money()
        in_transaction(
            services.reject_drawdown,
            instruction_id=instruction_id,
            reason="AC04",
            by=SET_UP,
            at=deal.town.at,
        )
        deal.give_up(deal.firm)
        deal.assert_nothing_is_left()


class TestLapsing:
    def test_of_what_nobody_signs_frees_the_money_after_thirty_days(self, deal):
        deal.sign(deal.firm)
        deal.days_later(29)
        deal.close()
        assert deal.state == "signing"
        deal.days_later(1)
        deal.close()
        assert deal.state == "terminated"
        deal.assert_nothing_is_left()
        assert (
            told(deal.firm.organisation_id, "contracts.agreement.given_up")[0].facts["reason"]
            == "not_signed"
        )

    def test_of_what_nobody_draws_frees_the_money_after_ninety(self, deal):
        deal.all_sign()
        deal.days_later(90)
        deal.close()
        assert deal.state == "terminated"
        deal.assert_nothing_is_left()

    def test_waits_while_a_freeze_holds_the_escrow(self, deal):
        # Given an undrawn agreement of which an authority froze the escrow
        deal.all_sign()
        place = {
            "book_id": deal.town.book,
            "party_id": None,
            "purpose": "held",
            "demand_id": deal.demand_id,
            "order": Subject("freeze_order", new_id()),
            "by": SET_UP,
        }
        in_transaction(custody_steps.freeze_account, at=deal.town.at, **place)
        deal.days_later(90)
        deal.close()
        assert (deal.state, deal.owed) == ("effective", LENT)

        # When it is lifted, then the next close gives the money back
        in_transaction(custody_steps.unfreeze_account, at=deal.town.at, **place)
        deal.days_later(1)
        deal.close()
        deal.assert_nothing_is_left()

    def test_leaves_a_payment_that_is_under_way(self, deal):
        deal.all_sign()
        deal.ask_for_money()
        deal.days_later(90)
        deal.close()
        assert deal.state == "effective"


class TestClosing:
    def test_of_the_request_follows_the_money(self, deal):
        # Given a drawdown that is under way
        deal.all_sign()
        instruction_id = deal.ask_for_money()
        assert deal.town.state(deal.demand_id, deal.firm) == "contracted"

        # When the custodian has booked it, then the request is closed, once
        deal.booked(instruction_id)
        deal.booked(instruction_id)
        assert deal.town.state(deal.demand_id, deal.firm) == "closed"
        assert kinds(told(deal.firm.organisation_id, "market.demand.closed")) == [
            "market.demand.closed"
        ]
        assert not market.awaits_money(deal.demand_id)

    def test_waits_for_the_last_of_several_lenders(self, committed, at):
        # Given a request covered by two lenders, one agreement each
        deal = Deal.__new__(Deal)
        deal.town, deal.keys = Town(at), {}
        town = deal.town
        deal.firm = town.firm()
        banks = [town.bank(), town.bank()]
        products = [town.product(each) for each in banks]
        demand_id = town.matched(deal.firm, amount_least=yuan(200_000))
        agreements = []
        for bank, product_id in zip(banks, products, strict=True):
            offer_id = town.firm_offer(bank, demand_id, product_id, amount=yuan(200_000))
            town.do(market_verbs.accept_offer, deal.firm, offer_id=offer_id)
            delivery.deliver_all()
            agreements.append((bank, queries.agreement_of_offer(offer_id, deal.firm).id))

        # When the first is drawn, the request waits; with the second it is closed
        states = []
        for bank, agreement_id in agreements:
            deal.bank, deal.agreement_id = bank, agreement_id
            deal.all_sign()
            deal.booked(deal.ask_for_money())
            states.append(town.state(demand_id, deal.firm))
        assert states == ["contracted", "closed"]

    def test_of_a_part_follows_when_the_rest_runs_out(self, committed, at):
        # Given a request half covered, and that half drawn
        deal = Deal.__new__(Deal)
        deal.town, deal.keys = Town(at), {}
        town = deal.town
        deal.firm, deal.bank = town.firm(), town.bank()
        product_id = town.product(deal.bank)
        demand_id = town.matched(deal.firm, amount_least=yuan(200_000))
        offer_id = town.firm_offer(deal.bank, demand_id, product_id, amount=yuan(200_000))
        town.do(market_verbs.accept_offer, deal.firm, offer_id=offer_id)
        delivery.deliver_all()
        deal.agreement_id = queries.agreement_of_offer(offer_id, deal.firm).id
        deal.all_sign()
        deal.booked(deal.ask_for_money())
        assert town.state(demand_id, deal.firm) == "offered"

        # When its thirty days are over, then it is contracted with that part, and closed
        deal.days_later(30)
        town.do(market_verbs.expire_due, SET_UP)
        delivery.deliver_all()
        assert town.state(demand_id, deal.firm) == "closed"


class TestSuspension:
    """M-ARR-6: it bites on the next request, on what is open too."""

    def test_of_the_firm_stops_its_signature(self, deal):
        deal.suspend(deal.firm.organisation_id)
        with pytest.raises(NotAdmitted):
            deal.sign(deal.firm)

    def test_of_the_lender_stops_its_signature(self, deal):
        deal.suspend(deal.bank.id)
        with pytest.raises(NotAdmitted):
            deal.sign(deal.bank.checker)

    def test_of_one_who_has_signed_stops_the_last_signature(self, deal):
        deal.sign(deal.bank.checker)
        deal.suspend(deal.bank.id)
        with pytest.raises(services.PartyNotAdmitted) as refused:
            deal.sign(deal.firm)
        assert refused.value.facts["party"] == str(deal.bank.id)
        assert deal.state == "signing"

    def test_of_the_lender_stops_the_drawdown(self, deal):
        deal.all_sign()
        deal.suspend(deal.bank.id)
        with pytest.raises(services.PartyNotAdmitted):
            deal.ask_for_money()

    def test_of_the_lender_stops_its_key(self, deal):
        deal.all_sign()
        instruction_id = deal.ask_for_money()
        deal.suspend(deal.bank.id)
        with pytest.raises(custody_steps.PayerNotAdmitted):
            deal.town.do(
                custody_steps.approve_instruction,
                deal.town.again(deal.bank.checker),
                instruction_id=instruction_id,
            )

    def test_of_the_firm_does_not_keep_the_lenders_money(self, deal):
        deal.suspend(deal.firm.organisation_id)
        deal.give_up(deal.town.again(deal.bank.checker))
        assert deal.town.free(deal.bank) == yuan(5_000_000)


def test_a_stranger_gives_nothing_up(deal):
    stranger: Bank = deal.town.bank()
    with pytest.raises(NotFound):
        deal.give_up(stranger.checker)


def test_a_day_closes_although_nothing_lapses(deal):
    answer = deal.town.do(services.close_day, SET_UP, on=date(2026, 11, 23))
    assert answer == {"newly_late": 0, "still_late": 0}
