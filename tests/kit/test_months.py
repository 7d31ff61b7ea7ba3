"""The months of a stream table come by themselves, also when many ask for one at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.db.utils import Error

from headrace.kit import log, stream
from headrace.kit.ids import id_at
from headrace.kit.transactions import open_transaction

pytestmark = pytest.mark.usefixtures("committed")


def event(month, number):
    at = datetime(month.year, month.month, 15, tzinfo=UTC)
    return log.Event(id_at(at, number.to_bytes(10, "big")), UUID(int=number), "kit.tested", {})


def append(month, number):
    try:
        with open_transaction():
            return log.append("test", [event(month, number)])
    finally:
        connection.close()


@pytest.fixture
def new_month(superuser, request):
    """A month that no test has used; its partition is taken away afterwards."""
    month = date(1990, 1, 1)
    stream._seen.clear()
    yield month
    stream._seen.clear()
    superuser.execute("drop table if exists kit_log_entry_1990_01")


def test_eight_writers_who_need_a_new_month_together_all_write(new_month):
    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(append, [new_month] * 8, range(8)))

    assert written == [1] * 8


def test_a_month_that_was_rolled_back_is_not_remembered(new_month):
    def append_and_stumble():
        with open_transaction():
            log.append("test", [event(new_month, 1)])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        append_and_stumble()

    assert append(new_month, 2) == 1


def test_december_ends_where_january_begins():
    with open_transaction():
        stream.ensure_months("kit_log_entry", [date(1991, 12, 31)])
        stream.ensure_months("kit_log_entry", [date(1992, 1, 1)])


def test_only_registered_stream_tables_get_months():
    with pytest.raises(Error, match="not a stream table"), open_transaction():
        stream.ensure_months("parties_organisation", [date(2026, 11, 1)])


def test_a_partition_cannot_be_written_past_its_parent(new_month):
    append(new_month, 1)

    with pytest.raises(Error, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("delete from kit_log_entry_1990_01")
