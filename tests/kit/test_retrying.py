"""A verb that loses against a rival is tried again, and nothing of the lost try remains."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from threading import Barrier, Event
from uuid import UUID

import pytest
from django.db import connection
from django.db.transaction import on_commit
from django.db.utils import OperationalError

from headrace.kit import log, retrying
from headrace.kit.errors import N_, Refused
from headrace.kit.ids import new_id
from headrace.kit.journal import TOPIC
from headrace.kit.models import ParkedEntry
from headrace.kit.once import once
from headrace.kit.transactions import open_transaction, transaction
from tests.settling import settle

LEFT, RIGHT = UUID(int=1), UUID(int=2)
PATIENCE_SECONDS = 20


class Closed(Refused):
    message = N_("It is closed.")


def fail_with(sqlstate: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"do $$ begin raise exception using errcode = '{sqlstate}'; end $$")


def row(number: UUID) -> ParkedEntry:
    return ParkedEntry.objects.select_for_update().get(group_name="row", entry_id=number)


@pytest.fixture(autouse=True)
def _no_long_pauses(monkeypatch):
    monkeypatch.setattr(retrying, "_FIRST_PAUSE_SECONDS", 0.001)


class Work:
    """A verb that loses so many times, and leaves a row at every try."""

    def __init__(self, at, *, losses: int, sqlstate: str = "40P01") -> None:
        self.at, self.losses, self.sqlstate, self.tries = at, losses, sqlstate, 0

    def __call__(self, *_args, **_named) -> str:
        self.tries += 1
        ParkedEntry.objects.create(
            group_name="try", entry_id=new_id(), kind="x", error="", parked_at=self.at
        )
        if self.tries <= self.losses:
            fail_with(self.sqlstate)
        return "done"


@pytest.mark.usefixtures("committed")
class TestAVerb:
    @pytest.mark.parametrize("sqlstate", sorted(retrying.LOST))
    def test_that_lost_twice_gets_through_and_is_done_once(self, at, sqlstate):
        work = Work(at, losses=2, sqlstate=sqlstate)

        assert retrying.in_own_transaction(work) == "done"

        assert work.tries == 3
        assert ParkedEntry.objects.count() == 1

    def test_gives_up_after_four_tries_and_leaves_nothing(self, at):
        work = Work(at, losses=9)

        with pytest.raises(OperationalError):
            retrying.in_own_transaction(work)

        assert work.tries == retrying.ATTEMPTS == 4
        assert not ParkedEntry.objects.exists()

    @pytest.mark.parametrize("sqlstate", ["55P03", "57014"])
    def test_that_failed_for_another_reason_is_not_tried_again(self, at, sqlstate):
        work = Work(at, losses=9, sqlstate=sqlstate)

        with pytest.raises(OperationalError):
            retrying.in_own_transaction(work)

        assert work.tries == 1

    def test_is_not_tried_again_once_it_is_committed(self, at):
        # Given a verb whose hook, after the commit, meets a deadlock of its own
        work = Work(at, losses=0)

        def act():
            on_commit(partial(fail_with, "40P01"))
            return work()

        # When it runs, then the fault is told and the verb stays done once
        with pytest.raises(OperationalError):
            retrying.in_own_transaction(act)
        assert (work.tries, ParkedEntry.objects.count()) == (1, 1)

    @pytest.mark.parametrize("given", [BytesIO(b"page"), iter([1])], ids=["file", "iterator"])
    def test_is_not_tried_again_with_what_can_be_read_only_once(self, at, given):
        work = Work(at, losses=1)

        @transaction
        def take_in(*, document):
            return work(document)

        with pytest.raises(OperationalError):
            take_in(document=given)
        assert work.tries == 1

    def test_opens_no_transaction_inside_anothers(self, at):
        with open_transaction(), pytest.raises(RuntimeError):
            retrying.in_own_transaction(Work(at, losses=0))

    def test_that_lost_and_then_refuses_tells_the_refusal_once(self, owner, at):
        work = Work(at, losses=1)

        @transaction
        def close(*, by, at):
            work()
            raise Closed

        with pytest.raises(Closed):
            close(by=owner, at=at)

        settle()
        stored = log.read(TOPIC, log.partition_of(owner.organisation_id), log.Cursor())
        assert [each.kind for each in stored].count("kit.refused") == 1

    def test_remembers_the_answer_of_the_try_that_got_through(self, owner, at):
        work, key = Work(at, losses=1), new_id()

        @transaction
        @once("kit.test_retried")
        def do(*, key, by, at):
            return f"{work()} at try {work.tries}"

        assert do(key=key, by=owner, at=at) == "done at try 2"
        assert do(key=key, by=owner, at=at) == "done at try 2"
        assert work.tries == 2


class TestInsideAnothersTransaction:
    def test_a_verb_is_not_tried_again(self, db, at):
        # A test's own transaction, in which a second try would see the locks of the first
        work = Work(at, losses=1)

        with pytest.raises(OperationalError):
            retrying.in_own_transaction(work)

        assert work.tries == 1


@pytest.mark.usefixtures("committed")
class TestTwoRivals:
    @pytest.fixture
    def rows(self, at) -> None:
        for each in (LEFT, RIGHT):
            ParkedEntry.objects.create(
                group_name="row", entry_id=each, kind="0", error="", parked_at=at
            )

    def test_that_wait_for_each_other_both_get_through(self, rows):
        # Given two verbs that take the same two rows from opposite ends, at the same time
        meeting, met = Barrier(2), Event()

        @transaction
        def count_up(first, second):
            held = row(first)
            if not met.is_set():
                meeting.wait(PATIENCE_SECONDS)
                met.set()
            for each in (held, row(second)):
                each.kind = str(int(each.kind) + 1)
                each.save(update_fields=["kind"])

        def run(first, second):
            try:
                count_up(first, second)
            finally:
                connection.close()

        # When both run
        with ThreadPoolExecutor(2) as pool:
            runs = [pool.submit(run, LEFT, RIGHT), pool.submit(run, RIGHT, LEFT)]
            for each in runs:
                each.result(PATIENCE_SECONDS)

        # Then each has counted both rows once: the loser was undone and tried again
        assert set(ParkedEntry.objects.values_list("kind", flat=True)) == {"2"}
