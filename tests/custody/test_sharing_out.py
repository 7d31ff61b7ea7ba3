"""A waterfall in the ledger: whatever the shares, all arrive or none, and no fen is made."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tenor.money import Money

from headrace.custody import queries, services
from headrace.custody.services import AccountFrozen, FundsNotCovered, PostingRefused, Share
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction

from .effort import examples
from .world import World, yuan

CODES = ("repay_principal", "repay_interest", "repay_fee", "repay_penalty")


def distribute(world: World, shares: list[Share], group=None) -> bool:
    with open_transaction():
        return services.distribute(
            book_id=world.book,
            group_id=group or new_id(),
            payer_id=world.enterprise,
            shares=shares,
            subject=Subject("repayment", new_id()) if group is None else Subject("r", group),
            by=world.system,
            at=world.at,
        )


@settings(
    max_examples=examples(12, proving=300),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(
    parts=st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(CODES), st.integers(0, 400)), max_size=6
    ),
    funds=st.integers(1, 1000),
)
def test_all_shares_arrive_or_none_does(committed, at, parts, funds):
    # Given a payer with some money and up to four receivers
    world = World(at)
    world.fund(world.enterprise, funds)
    receivers = [new_id() for _ in range(4)]
    shares = [Share(receivers[who], code, yuan(amount)) for who, code, amount in parts]
    wanted = sum(amount for _, _, amount in parts)

    # When the shares are distributed
    arrived = wanted <= funds
    if arrived:
        assert distribute(world, shares) is (wanted > 0)
    else:
        with pytest.raises(FundsNotCovered):
            distribute(world, shares)

    # Then each has the sum of its shares, or nothing, and the payer the rest
    for place, receiver in enumerate(receivers):
        due = sum(amount for who, _, amount in parts if who == place)
        assert world.free(receiver) == yuan(due if arrived else 0)
    assert world.free(world.enterprise) == yuan(funds - (wanted if arrived else 0))
    assert queries.ledger_balanced(world.book)
    assert queries.verify_book(world.book).ok


class TestShares:
    @pytest.fixture
    def payer(self, world: World) -> World:
        world.fund(world.enterprise, 100)
        return world

    def test_told_twice_under_one_group_arrive_once(self, payer):
        group, shares = new_id(), [Share(payer.lender, "repay_interest", yuan(30))]
        assert [distribute(payer, shares, group) for _ in range(2)] == [True, False]
        assert payer.free(payer.lender) == yuan(30)

    def test_told_again_with_other_sums_are_refused(self, payer):
        group = new_id()
        distribute(payer, [Share(payer.lender, "repay_interest", yuan(30))], group)
        with pytest.raises(PostingRefused) as refused:
            distribute(payer, [Share(payer.lender, "repay_interest", yuan(31))], group)
        assert refused.value.facts["answer"] == "id_reused"
        assert payer.free(payer.lender) == yuan(30)

    @pytest.mark.parametrize("code", ["pay_in", "drawdown", "hold", "returned", "settled", "x"])
    def test_under_a_code_that_is_no_way_of_money_do_not_go(self, payer, code):
        shares = [
            Share(payer.lender, "repay_interest", yuan(1)),
            Share(payer.lender, code, yuan(1)),
        ]
        with pytest.raises(PostingRefused):
            distribute(payer, shares)
        assert payer.free(payer.lender) == yuan(0)

    def test_to_the_payer_itself_do_not_go(self, payer):
        with pytest.raises(PostingRefused):
            distribute(payer, [Share(payer.enterprise, "repay_interest", yuan(1))])

    def test_of_a_frozen_payer_wait(self, payer):
        with open_transaction():
            services.freeze_account(
                book_id=payer.book,
                party_id=payer.enterprise,
                order=Subject("order", new_id()),
                by=payer.system,
                at=payer.at,
            )
        with pytest.raises(AccountFrozen):
            distribute(payer, [Share(payer.lender, "repay_interest", yuan(1))])

    def test_in_two_currencies_do_not_go(self, payer):
        shares = [
            Share(payer.lender, "repay_interest", yuan(1)),
            Share(payer.lender, "repay_fee", Money.from_minor(100, "USD")),
        ]
        with pytest.raises(services.CurrencyOfAnother):
            distribute(payer, shares)
        assert payer.free(payer.lender) == yuan(0)
