"""Holds: a party's money set aside for a demand."""

import pytest

from headrace.custody import queries, services
from headrace.custody.models import NatureRow
from headrace.custody.rules.accounts import NATURES, Nature
from headrace.custody.services import (
    AccountMissing,
    AlreadyResolved,
    FundsNotCovered,
    PostingRefused,
    ReferenceTaken,
)
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction

from .world import World, told, yuan


@pytest.fixture
def funded(world: World) -> World:
    world.fund(world.lender, 1000)
    return world


class TestAHold:
    def test_sets_money_aside_and_gives_none_of_it(self, funded: World):
        funded.hold(600)
        (available,) = queries.balances_of(funded.lender)
        assert (available.booked, available.promised_out, available.free) == (
            yuan(1000),
            yuan(600),
            yuan(400),
        )
        escrow = queries.held_for(funded.book, funded.demand)
        assert (escrow.booked, escrow.promised_in) == (yuan(0), yuan(600))

    def test_beyond_what_is_free_says_what_is_free(self, funded: World):
        funded.hold(600)
        with pytest.raises(FundsNotCovered) as refused:
            funded.hold("400.01")
        assert refused.value.facts == {"free": "400.00 CNY", "needed": "400.01 CNY"}

    def test_sent_twice_is_placed_once_and_told_once(self, funded: World):
        same = funded.hold(600)
        funded.hold(600, same)
        assert funded.free(funded.lender) == yuan(400)
        assert told(funded.lender) == ["custody.account.opened", "custody.hold.placed"]

    def test_with_a_known_id_and_another_amount_is_refused(self, funded: World):
        same = funded.hold(600)
        with pytest.raises(PostingRefused, match="id_reused"):
            funded.hold(601, same)

    def test_needs_an_account_of_the_party(self, funded: World):
        funded.lender = new_id()
        with pytest.raises(AccountMissing):
            funded.hold(1)


class TestTakingAHold:
    def test_moves_it_into_the_escrow_of_the_demand_once(self, funded: World):
        hold = funded.hold(600)
        funded.take(hold)
        funded.take(hold)
        assert (funded.free(funded.lender), funded.held) == (yuan(400), yuan(600))
        assert told(funded.lender)[1:] == ["custody.hold.placed", "custody.hold.taken"]

    def test_in_part_frees_the_rest(self, funded: World):
        funded.take(funded.hold(600), "250.50")
        assert (funded.free(funded.lender), funded.held) == (yuan("749.50"), yuan("250.50"))

    def test_excludes_voiding_it(self, funded: World):
        hold = funded.hold(600)
        funded.take(hold)
        with pytest.raises(AlreadyResolved):
            funded.void(hold)

    def test_that_was_never_placed_is_refused(self, funded: World):
        with pytest.raises(AccountMissing):
            funded.take(new_id())


class TestGivingUpAHold:
    @pytest.mark.parametrize("expired", [False, True])
    def test_frees_the_money_once(self, funded: World, expired):
        hold = funded.hold(600)
        funded.void(hold, expired=expired)
        funded.void(hold, expired=expired)
        assert funded.free(funded.lender) == yuan(1000)
        assert told(funded.lender)[1:] == ["custody.hold.placed", "custody.hold.voided"]

    def test_excludes_taking_it(self, funded: World):
        hold = funded.hold(600)
        funded.void(hold)
        with pytest.raises(AlreadyResolved):
            funded.take(hold)


def test_escrow_money_is_given_back_to_who_paid_it_in(funded: World):
    funded.take(funded.hold(600))
    refund = {
        "book_id": funded.book,
        "transfer_id": new_id(),
        "party_id": funded.lender,
        "demand_id": funded.demand,
        "amount": yuan(600),
        "at": funded.at,
    }
    for _ in range(2):
        with open_transaction():
            services.refund(**refund)
    assert (funded.free(funded.lender), funded.held) == (yuan(1000), yuan(0))


def test_a_balance_of_a_moment_past_is_still_known(funded: World):
    before = funded.at
    funded.at = before.replace(hour=12)
    funded.take(funded.hold(600))
    known = queries.balance_at(funded.book, funded.lender, "available", before)
    assert known == yuan(1000)
    lines = queries.legs(funded.book, funded.account("available", funded.lender))
    assert [(each.amount, each.balance) for each in lines] == [
        (yuan(-600), yuan(400)),
        (yuan(1000), yuan(1000)),
    ]


def test_books_are_found_by_region_and_custodian(world: World):
    assert queries.default_book().id == world.book
    assert queries.book_for(region="360730").custodian_id == world.custodian
    assert queries.book_for(custodian_id=world.custodian).account_name == "宁渡存管专户"
    assert [each.id for each in queries.books()] == [world.book]
    assert queries.balance(world.book, new_id(), "available") == yuan(0)


def test_the_database_knows_every_nature_as_the_rules_do(world: World):
    rows = {
        row.purpose: Nature(row.floor_side, row.keeps_legs, row.of_party, row.of_demand)
        for row in NatureRow.objects.all()
    }
    assert rows == {str(purpose): nature for purpose, nature in NATURES.items()}


def test_a_reference_leads_to_one_business(world: World):
    def register(business: Subject) -> None:
        with open_transaction():
            services.register_reference(
                book_id=world.book,
                reference="HRABCDEFGH23",
                party_id=world.enterprise,
                subject=business,
                at=world.at,
            )

    loan = Subject("loan", new_id())
    register(loan)
    register(loan)
    with pytest.raises(ReferenceTaken):
        register(Subject("loan", new_id()))
