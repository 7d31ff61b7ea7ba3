"""What the ledger answers to each transfer of a batch."""

import psycopg
import pytest
from django.db import connection
from django.db.utils import DatabaseError

from headrace.custody import services
from headrace.custody.services import Answer, NewTransfer
from headrace.kit.ids import new_id
from headrace.kit.transactions import open_transaction

from .world import World, yuan


@pytest.fixture
def funded(world: World) -> World:
    world.fund(world.lender, 1000)
    return world


def between(world: World, amount: str | int, **more: object) -> NewTransfer:
    debit = world.account("available", world.lender)
    credit = world.account("available", world.enterprise)
    return world.transfer(debit, credit, amount, "premium", **more)


class TestAPosting:
    def test_moves_the_money_and_counts_on_without_gaps(self, funded: World):
        answers = funded.post(*(between(funded, 100) for _ in range(3)))
        assert [each.status for each in answers] == ["posted"] * 3
        assert [each.seq for each in answers] == [2, 3, 4]
        assert funded.free(funded.lender) == yuan(700)
        assert funded.free(funded.enterprise) == yuan(300)

    def test_sent_twice_is_done_once(self, funded: World):
        transfer = between(funded, 100)
        first = funded.post(transfer)
        assert funded.post(transfer) == (Answer(transfer.id, "exists", first[0].seq),)
        assert funded.free(funded.lender) == yuan(900)

    @pytest.mark.parametrize(
        "altered",
        [{"amount_minor": 10_001}, {"code": "tax"}, {"kind": "pend"}, {"group_id": new_id()}],
    )
    def test_refuses_a_known_id_with_other_contents(self, funded: World, altered):
        transfer = between(funded, 100)
        funded.post(transfer)
        told = {name: getattr(transfer, name) for name in NewTransfer.__slots__}
        assert funded.statuses(NewTransfer(**(told | altered))) == ["id_reused"]
        assert funded.free(funded.lender) == yuan(900)

    def test_beyond_the_balance_is_refused_and_the_rest_of_the_batch_stands(self, funded: World):
        batch = [between(funded, 900), between(funded, 200), between(funded, 100)]
        assert funded.statuses(*batch) == ["posted", "insufficient", "posted"]
        assert funded.free(funded.lender) == yuan(0)

    def test_uses_money_that_came_in_earlier_in_the_same_batch(self, funded: World):
        there = between(funded, 1000)
        back = funded.transfer(there.credit_id, there.debit_id, 1000, "recovery")
        assert funded.statuses(there, back) == ["posted", "posted"]

    def test_on_an_account_that_is_not_open_is_unknown(self, funded: World):
        debit = funded.account("available", funded.lender)
        assert funded.statuses(funded.transfer(debit, new_id(), 1, "premium")) == ["unknown"]

    def test_along_a_way_that_is_not_in_the_table_is_forbidden(self, funded: World):
        debit, fees = funded.account("available", funded.lender), funded.account("fee_income")
        principal = funded.transfer(debit, fees, 1, "repay_principal")
        fee = funded.transfer(debit, fees, 1, "service_fee")
        itself = funded.transfer(debit, debit, 1, "premium")
        nothing = between(funded, 0)
        statuses = funded.statuses(principal, fee, itself, nothing)
        assert statuses == ["forbidden", "posted", "forbidden", "forbidden"]

    def test_of_the_bank_account_below_nothing_is_refused(self, world: World):
        suspense, cash = world.account("suspense"), world.account("custodian_cash")
        assert world.statuses(world.transfer(suspense, cash, 1, "unidentified")) == ["insufficient"]

    def test_is_refused_outside_read_committed(self, funded: World):
        transfer = between(funded, 1)

        def post_under_repeatable_read() -> None:
            with open_transaction():
                with connection.cursor() as cursor:
                    cursor.execute("set transaction isolation level repeatable read")
                services.post(book_id=funded.book, transfers=[transfer], at=funded.at)

        with pytest.raises(DatabaseError, match="read committed"):
            post_under_repeatable_read()


class TestALinkedGroup:
    def linked(self, world: World, *amounts: int) -> list[NewTransfer]:
        group = new_id()
        return [between(world, each, group_id=group, linked=True) for each in amounts]

    def test_is_posted_whole(self, funded: World):
        assert funded.statuses(*self.linked(funded, 300, 300, 400)) == ["posted"] * 3

    def test_leaves_nothing_behind_when_one_fails(self, funded: World):
        group = self.linked(funded, 300, 800, 100)
        statuses = funded.statuses(*group, between(funded, 5))
        assert statuses == ["linked_failed", "insufficient", "linked_failed", "posted"]
        assert funded.free(funded.lender) == yuan(995)

    def test_sent_twice_is_done_once(self, funded: World):
        group = self.linked(funded, 300, 300)
        first = funded.post(*group)
        again = funded.post(*group)
        assert [each.status for each in again] == ["exists", "exists"]
        assert [each.seq for each in again] == [each.seq for each in first]

    def test_is_closed_once_it_is_posted(self, funded: World):
        group = self.linked(funded, 300, 300)
        funded.post(*group)
        late = between(funded, 1, group_id=group[0].group_id, linked=True)
        assert funded.statuses(*group, late) == ["exists", "exists", "linked_failed"]

    def test_ends_where_another_group_begins(self, funded: World):
        good, bad = self.linked(funded, 100, 100), self.linked(funded, 900, 900)
        statuses = funded.statuses(*good, *bad)
        assert statuses == ["posted", "posted", "insufficient", "insufficient"]
        assert funded.free(funded.lender) == yuan(800)


class TestAPendingTransfer:
    def pend(self, world: World, amount: int) -> NewTransfer:
        debit = world.account("available", world.lender)
        credit = world.account("held", None, world.demand)
        return world.transfer(debit, credit, amount, "hold", kind="pend")

    def resolve(self, world: World, kind: str, pend: NewTransfer, **more: object) -> NewTransfer:
        return NewTransfer(new_id(), kind, world.at, pending_id=pend.id, **more)

    def test_takes_the_money_out_of_reach_without_moving_it(self, funded: World):
        assert funded.statuses(self.pend(funded, 600)) == ["posted"]
        assert funded.free(funded.lender) == yuan(400)
        assert funded.statuses(between(funded, 401)) == ["insufficient"]
        assert funded.held == yuan(0)

    def test_posted_in_part_frees_the_rest(self, funded: World):
        pend = self.pend(funded, 600)
        part = self.resolve(funded, "post_pending", pend, amount_minor=25_000)
        assert funded.statuses(pend, part) == ["posted", "posted"]
        assert (funded.free(funded.lender), funded.held) == (yuan(750), yuan(250))

    @pytest.mark.parametrize("kind", ["void_pending", "expire"])
    def test_given_up_frees_all(self, funded: World, kind):
        pend = self.pend(funded, 600)
        assert funded.statuses(pend, self.resolve(funded, kind, pend)) == ["posted", "posted"]
        assert (funded.free(funded.lender), funded.held) == (yuan(1000), yuan(0))

    def test_is_resolved_once(self, funded: World):
        pend = self.pend(funded, 600)
        kinds = ("post_pending", "post_pending", "void_pending", "expire")
        steps = [self.resolve(funded, kind, pend) for kind in kinds]
        assert funded.statuses(pend, *steps) == ["posted", "posted", *["resolved"] * 3]

    def test_cannot_give_more_than_it_holds(self, funded: World):
        pend = self.pend(funded, 600)
        more = self.resolve(funded, "post_pending", pend, amount_minor=60_001)
        assert funded.statuses(pend, more) == ["posted", "insufficient"]

    def test_keeps_its_accounts_and_code(self, funded: World):
        pend = self.pend(funded, 600)
        funded.post(pend)
        astray = [
            self.resolve(funded, "post_pending", pend, debit_id=pend.credit_id),
            self.resolve(funded, "post_pending", pend, code="pay_in"),
            self.resolve(funded, "void_pending", pend, amount_minor=1),
        ]
        assert funded.statuses(*astray) == ["forbidden"] * 3

    def test_that_was_never_made_is_unknown(self, funded: World):
        stray = NewTransfer(new_id(), "void_pending", funded.at, pending_id=new_id())
        assert funded.statuses(stray) == ["unknown"]

    def test_cannot_be_resolved_twice_even_by_a_superuser(self, funded: World, superuser):
        pend = self.pend(funded, 600)
        funded.post(pend, self.resolve(funded, "void_pending", pend))
        columns = (
            "book_id, {}, seq + 100, 'post_pending', debit_id, credit_id, amount, code, pending_id,"
            " group_id, group_linked, subject_kind, subject_id, event_at, recorded_at, payload_hash"
        )
        with pytest.raises(psycopg.errors.UniqueViolation, match="custody_resolved_once"):
            superuser.execute(
                f"insert into custody_transfer select {columns.format('gen_random_uuid()')}"
                " from custody_transfer where kind = 'void_pending'"
            )
