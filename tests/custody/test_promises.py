"""The promises of the ledger, against the application, its own owner and a superuser."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, connections
from django.db.utils import DatabaseError, ProgrammingError

from headrace.custody import queries, services
from headrace.custody.services import AccountFrozen
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction

from .world import World, told, yuan

LEDGER = (
    "custody_account",
    "custody_transfer",
    "custody_leg",
    "custody_seal",
    "custody_allowed",
    "custody_nature",
)
REFERENCE = {"custody_allowed": "code", "custody_nature": "purpose"}


class TestTheApplication:
    @pytest.mark.parametrize("table", LEDGER)
    @pytest.mark.parametrize(
        "statement",
        [
            "insert into {} select * from {}",
            "update {} set book_id = book_id",
            "delete from {}",
            "truncate {}",
        ],
    )
    def test_writes_no_row_of_the_ledger_itself(self, world: World, table, statement):
        statement = statement.replace("book_id", REFERENCE.get(table, "book_id"))
        with pytest.raises(ProgrammingError, match="permission denied"):
            connection.cursor().execute(statement.format(table, table))

    @pytest.mark.parametrize(
        "call",
        ["custody_apply(null::custody_transfer)", "custody_append_seal(null, 1, 1, null)"],
    )
    def test_calls_no_inner_part_of_the_posting(self, world: World, call):
        with pytest.raises(ProgrammingError, match="permission denied"):
            connection.cursor().execute(f"select {call}")

    @pytest.mark.parametrize(
        "given", [("available", None), ("held", new_id()), ("tax", new_id()), ("treasure", None)]
    )
    def test_opens_no_account_of_another_nature_than_the_table_says(self, world: World, given):
        purpose, party = given
        with pytest.raises(DatabaseError, match="query returned no rows"):
            connection.cursor().execute(
                "select custody_open_account(%s, %s, %s, %s, null, now())",
                [world.book, new_id(), party, purpose],
            )

    @pytest.mark.parametrize("table", ["custody_instruction", "custody_statement_entry"])
    def test_removes_no_row_of_what_the_custodian_was_told_or_said(self, world: World, table):
        with pytest.raises(ProgrammingError, match="permission denied"):
            connection.cursor().execute(f"delete from {table}")


class TestTheOwner:
    @pytest.mark.parametrize(
        "statement",
        [
            "update custody_transfer set amount = 1",
            "delete from custody_leg",
            "truncate custody_seal",
            "delete from custody_account",
            "update custody_account set party_id = gen_random_uuid()",
            "truncate custody_account cascade",
        ],
    )
    def test_is_stopped_by_triggers(self, world: World, superuser, statement):
        world.fund(world.lender, 10)
        with pytest.raises(psycopg.errors.RestrictViolation):
            superuser.execute(statement)

    def test_cannot_push_a_balance_below_its_holds(self, world: World, superuser):
        world.fund(world.lender, 10)
        world.hold(8)
        with pytest.raises(psycopg.errors.CheckViolation, match="custody_never_below_its_holds"):
            superuser.execute(
                "update custody_account set debits_posted = debits_posted + 201"
                " where purpose = 'available' and credits_posted = 1000"
            )


def together(count: int, act: Callable[[int], object]) -> list[object]:
    """Run `act` in so many threads, each with its own connection, all at one moment."""
    gate = threading.Barrier(count)

    def one(number: int) -> object:
        gate.wait()
        try:
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


class TestManyAtOnce:
    def test_spend_a_balance_exactly_once(self, world: World):
        # Given 1 000 yuan, and 16 who each try eight times to take 30
        world.fund(world.lender, 1000)
        debit = world.account("available", world.lender)
        credit = world.account("available", world.enterprise)

        def spend(_: int) -> int:
            tries = (world.transfer(debit, credit, 30, "premium") for _ in range(8))
            return sum(world.statuses(each) == ["posted"] for each in tries)

        # Then exactly 33 succeed, whoever they are, and nobody meets a deadlock
        assert sum(together(16, spend)) == 33
        assert world.free(world.lender) == yuan(10)
        audit = queries.verify_book(world.book)
        assert (audit.ok, audit.transfers, audit.seals) == (True, 34, 34)

    def test_send_the_same_transfer_and_it_is_done_once(self, world: World):
        world.fund(world.lender, 1000)
        debit = world.account("available", world.lender)
        credit = world.account("available", world.enterprise)
        same = world.transfer(debit, credit, 30, "premium")
        answers = together(16, lambda _: world.statuses(same)[0])
        assert sorted(answers) == ["exists"] * 15 + ["posted"]

    def test_cross_each_other_without_a_deadlock(self, world: World):
        for party in (world.lender, world.enterprise):
            world.fund(party, 1000)
        one = world.account("available", world.lender)
        other = world.account("available", world.enterprise)

        def cross(number: int) -> list[str]:
            debit, credit = (one, other) if number % 2 else (other, one)
            return [world.statuses(world.transfer(debit, credit, 1, "premium"))[0] for _ in "1234"]

        assert together(16, cross) == [["posted"] * 4] * 16
        assert world.free(world.lender) + world.free(world.enterprise) == yuan(2000)

    def test_open_one_account_and_it_is_told_once(self, world: World):
        party = new_id()
        assert len(set(together(8, lambda _: world.account("available", party)))) == 1
        assert told(party) == ["custody.account.opened"]


class TestAFreeze:
    def freeze(self, world: World, frozen: bool) -> bool:
        act = services.freeze_account if frozen else services.unfreeze_account
        with open_transaction():
            return act(
                book_id=world.book,
                party_id=world.lender,
                order=Subject("order", new_id()),
                by=world.system,
                at=world.at,
            )

    def test_stops_money_going_out_and_lets_it_come_in(self, world: World):
        world.fund(world.lender, 100)
        assert self.freeze(world, frozen=True)
        assert not self.freeze(world, frozen=True)
        with pytest.raises(AccountFrozen):
            world.hold(10)
        world.fund(world.lender, 50)
        assert self.freeze(world, frozen=False)
        world.hold(150)
        assert world.free(world.lender) == yuan(0)

    def test_stops_a_hold_from_being_taken_but_not_from_being_freed(self, world: World):
        world.fund(world.lender, 100)
        kept, freed = world.hold(10), world.hold(20)
        self.freeze(world, frozen=True)
        with pytest.raises(AccountFrozen):
            world.take(kept)
        world.void(freed)
        assert world.free(world.lender) == yuan(90)


TAMPERINGS = {
    "an amount": "update custody_transfer set amount = amount + 1 where seq = 2",
    "a code": "update custody_transfer set code = 'recovery' where seq = 2",
    "an account": "update custody_transfer set credit_id = debit_id, debit_id = credit_id"
    " where seq = 2",
    "a subject": "update custody_transfer set subject_kind = 'x', subject_id = id where seq = 2",
    "a day": "update custody_transfer set event_at = event_at - interval '1 day' where seq = 2",
    "a moment": "update custody_transfer set recorded_at = recorded_at + interval '1 us'"
    " where seq = 2",
    "an amount with its hash": "update custody_transfer t set amount = 7,"
    " payload_hash = custody_payload_hash(row(t.book_id, t.id, t.seq, t.kind, t.debit_id,"
    " t.credit_id, 7, t.code, t.pending_id, t.group_id, t.group_linked, t.subject_kind,"
    " t.subject_id, t.event_at, t.recorded_at, t.payload_hash)::custody_transfer) where seq = 2",
    "a deletion": "delete from custody_transfer where seq = 2",
    "an addition": "insert into custody_transfer select book_id, gen_random_uuid(), 99, kind,"
    " debit_id, credit_id, amount, code, pending_id, group_id, group_linked, subject_kind,"
    " subject_id, event_at, recorded_at, payload_hash from custody_transfer where seq = 2",
    "a counter": "update custody_account set credits_posted = credits_posted + 1 where keeps_legs",
    "a pending counter": "update custody_account set credits_pending = 5 where keeps_legs",
    "an owner": "update custody_account set party_id = gen_random_uuid()"
    " where party_id is not null",
    "a floor": "update custody_account set floor_side = 'none' where party_id is not null",
    "a leg": "update custody_leg set balance = balance + 1",
    "a lost leg": "delete from custody_leg where amount > 0",
    "a seal": "update custody_seal set root = sha256('x') where number = 2",
    "a seal's moment": "update custody_seal set sealed_at = now() where number = 2",
    "a lost seal": "delete from custody_seal where number = 2",
    "a lost last seal": "delete from custody_seal where number = 3",
    "a shortened chain": "delete from custody_seal where number = 3;"
    " delete from custody_transfer where seq = 3",
}


class TestTampering:
    @pytest.fixture
    def ledger(self, world: World) -> World:
        world.fund(world.lender, 1000)
        world.fund(world.enterprise, 500)
        debit = world.account("available", world.lender)
        credit = world.account("available", world.enterprise)
        world.at += timedelta(seconds=1)
        world.post(world.transfer(debit, credit, 30, "premium"))
        return world

    def test_nothing_is_found_where_nothing_was_done(self, ledger: World):
        audit = queries.verify_book(ledger.book)
        assert (audit.transfers, audit.seals, audit.faults) == (3, 3, ())

    @pytest.mark.parametrize("what", TAMPERINGS)
    def test_by_a_superuser_is_found(self, ledger: World, superuser, what):
        superuser.execute("set session_replication_role = replica")
        superuser.execute(TAMPERINGS[what])
        superuser.execute("set session_replication_role = origin")
        assert queries.verify_book(ledger.book).faults

    def test_names_the_seal_that_tells_it(self, ledger: World, superuser):
        superuser.execute("set session_replication_role = replica")
        superuser.execute(TAMPERINGS["an amount"])
        faults = queries.verify_book(ledger.book).faults
        assert {each.seal for each in faults if each.what in ("transfer", "seal")} == {2}


def test_the_database_refuses_a_transfer_between_an_account_and_itself(world: World, superuser):
    world.fund(world.lender, 1)
    with pytest.raises(psycopg.errors.CheckViolation):
        superuser.execute(
            "insert into custody_transfer select book_id, gen_random_uuid(), 9, kind, debit_id,"
            " debit_id, amount, code, pending_id, group_id, group_linked, subject_kind, subject_id,"
            " event_at, recorded_at, payload_hash from custody_transfer"
        )
