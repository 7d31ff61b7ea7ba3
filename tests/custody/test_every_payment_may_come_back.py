"""Whatever may leave may come back: the ways of money are closed under the bank's return."""

import pytest

from headrace.custody import queries
from headrace.custody.models import Allowed
from headrace.custody.services import Purpose

from .world import World

LEAVES = [Purpose.HELD, Purpose.AVAILABLE, Purpose.FEE_INCOME, Purpose.TAX]


def test_each_purpose_that_is_paid_out_has_a_way_back(db):
    ways = set(Allowed.objects.values_list("debit_purpose", "code", "credit_purpose"))
    paid_out = {source for source, code, target in ways if target == "in_transit"} - {"suspense"}
    assert paid_out == {each.value for each in LEAVES}
    assert {target for _, code, target in ways if code == "returned"} == paid_out


def account(world: World, purpose: str):
    party = world.lender if purpose == "available" else None
    return world.account(purpose, party, world.demand if purpose == "held" else None)


@pytest.mark.parametrize("purpose", LEAVES)
def test_what_came_back_lies_where_it_left(world: World, purpose):
    # Given a return of ten yuan into each of the accounts that pay out
    cash, target = world.account("custodian_cash"), account(world, purpose)
    back = world.transfer(cash, target, 10, "returned")

    # When it is told twice, then it is posted once, and nothing is made
    assert world.statuses(back) == ["posted"]
    assert world.statuses(back) == ["exists"]
    proof = queries.verify_book(world.book)
    assert (proof.transfers, proof.ok) == (1, True)
    assert queries.ledger_balanced(world.book)


@pytest.mark.parametrize("purpose", ["suspense", "guarantee_reserve", "payable", "in_transit"])
def test_nothing_comes_back_to_where_nothing_leaves(world: World, purpose):
    party = world.lender if purpose in ("guarantee_reserve", "payable") else None
    cash, target = world.account("custodian_cash"), world.account(purpose, party)
    assert world.statuses(world.transfer(cash, target, 10, "returned")) == ["forbidden"]
    assert queries.verify_book(world.book).transfers == 0
