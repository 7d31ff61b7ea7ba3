"""The log loses nothing and doubles nothing, whoever writes and whenever it is read."""

import random
import threading
from itertools import islice
from uuid import UUID

import pytest
from django.db import connection
from django.db.utils import Error

from headrace.kit import epochs, log
from headrace.kit.ids import new_id
from headrace.kit.transactions import open_transaction
from tests.settling import settle

pytestmark = pytest.mark.usefixtures("committed")

WRITERS, ENTRIES = 6, 20_000


def event(key=UUID(int=1), number=0):
    return log.Event(new_id(), key, "kit.tested", {"number": number})


class TestAppend:
    def test_is_idempotent_by_the_events_id(self):
        one = event()

        with open_transaction():
            assert log.append("test", [one, event()]) == 2
            assert log.append("test", [one]) == 0

    def test_keeps_the_order_of_one_key(self):
        with open_transaction():
            log.append("test", [event(number=each) for each in range(20)])

        settle()

        read = log.read("test", log.partition_of(UUID(int=1)), log.Cursor())

        assert [each.payload["number"] for each in read] == list(range(20))

    def test_cannot_be_changed_or_removed_by_the_application(self):
        with open_transaction():
            log.append("test", [event()])

        for statement in (
            "update kit_log_entry set kind = 'x'",
            "delete from kit_log_entry",
            "truncate kit_log_entry",
        ):
            with pytest.raises(Error, match="permission denied"), connection.cursor() as cursor:
                cursor.execute(statement)

    def test_cannot_be_changed_by_the_owner_either(self, superuser):
        with open_transaction():
            log.append("test", [event()])

        with pytest.raises(Exception, match="keeps every row"):
            superuser.execute("update kit_log_entry set kind = 'x'")


class TestCursor:
    def test_reads_on_from_where_it_was_committed(self):
        with open_transaction():
            log.append("test", [event(number=each) for each in range(5)])
        settle()
        partition = log.partition_of(UUID(int=1))
        first = log.read("test", partition, log.Cursor(), limit=3)
        with open_transaction():
            log.commit("readers", "test", partition, first[-1].cursor)

        rest = log.read("test", partition, log.cursor_of("readers", "test", partition))

        assert [each.payload["number"] for each in rest] == [3, 4]

    def test_does_not_pass_a_writer_that_is_still_at_work(self, superuser):
        # Given an older transaction that has written but not committed
        superuser.autocommit = False
        superuser.execute(
            "insert into kit_log_entry (partition_no, id, topic, epoch, key, kind, payload)"
            " select partition, %s, 'test', 1, %s, 'late', '{}' from (select %s::int as partition)",
            [new_id(), UUID(int=1), log.partition_of(UUID(int=1))],
        )
        # When a younger one commits first
        with open_transaction():
            log.append("test", [event()])

        # Then a reader sees neither, until the older has committed: then both, the older first
        partition = log.partition_of(UUID(int=1))
        assert log.read("test", partition, log.Cursor()) == ()
        assert log.unread("readers", "test")
        superuser.commit()
        settle()
        read = log.read("test", partition, log.Cursor())
        assert [each.kind for each in read] == ["late", "kit.tested"]

    def test_reads_older_epochs_whole_after_a_restore(self):
        with open_transaction():
            log.append("test", [event(number=1)])
        epochs.open_epoch()
        with open_transaction():
            log.append("test", [event(number=2)])
        settle()

        read = log.read("test", log.partition_of(UUID(int=1)), log.Cursor())

        assert [each.payload["number"] for each in read] == [1, 2]
        assert read[0].cursor.epoch < read[1].cursor.epoch


def _write(numbers, keys):
    try:
        batch = iter(numbers)
        while chunk := list(islice(batch, random.randint(1, 40))):
            with open_transaction():
                log.append("load", [event(random.choice(keys), each) for each in chunk])
    finally:
        connection.close()


def _read_everything(writers):
    seen = []
    while True:
        quiet = not any(each.is_alive() for each in writers)
        with open_transaction():
            stored = log.read_group("counters", "load", limit=300)
            by_partition = {each.partition: each.cursor for each in stored}
            for partition, cursor in by_partition.items():
                log.commit("counters", "load", partition, cursor)
        seen += [each.payload["number"] for each in stored]
        if quiet and not stored and not log.unread("counters", "load"):
            return seen


def test_six_writers_and_one_reader_lose_nothing_and_double_nothing():
    # Given six writers at once, with transactions of random length
    keys = [new_id() for _ in range(200)]
    share = ENTRIES // WRITERS
    writers = [
        threading.Thread(target=_write, args=(range(each * share, (each + 1) * share), keys))
        for each in range(WRITERS)
    ]
    for writer in writers:
        writer.start()

    # When one reader follows them
    seen = _read_everything(writers)

    # Then it has read each entry exactly once
    assert sorted(seen) == list(range(share * WRITERS))
