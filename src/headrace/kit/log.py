"""
The append-only log: topics in 64 partitions, read by a cursor that loses nothing.

A reader that asks for `id > last` loses entries under concurrent writers, because a lower id can be
committed later. The cursor is therefore (epoch, transaction id, id), and a reader sees only
transactions older than every one still running. A restored or moved database counts transactions
anew; it opens a new epoch, and the older epochs are wholly readable.
Source: docs/adr/0008; PostgreSQL, "System Information Functions", pg_snapshot_xmin.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from headrace.kit.atomicity import demand_open_transaction
from headrace.kit.canonical import digest
from headrace.kit.ids import instant_of
from headrace.kit.stream import ensure_months

PARTITIONS = 64
_START = UUID(int=0)
# PostgreSQL refuses a notification of 8,000 bytes.
_LONGEST_HINT = 7_900


@dataclass(frozen=True, slots=True)
class Event:
    """Something to append: a v7 id that makes it idempotent, what it is about, and its content."""

    id: UUID
    key: UUID
    kind: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in one partition; opaque to callers."""

    epoch: int = 0
    xid: int = 0
    id: UUID = _START


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry as it was read, with its place."""

    partition: int
    cursor: Cursor
    key: UUID
    kind: str
    payload: dict[str, Any]
    recorded_at: datetime

    @property
    def id(self) -> UUID:
        """The entry's id."""
        return self.cursor.id


def partition_of(key: UUID) -> int:
    """Return the partition (0 to 63) of an enterprise: stable for ever."""
    return digest(key.bytes)[0] % PARTITIONS


def append(topic: str, events: Sequence[Event], hint: Collection[str] = ()) -> int:
    """
    Append events in the open transaction; return how many were new.

    An event whose id is already there is passed over: appending twice is appending once.
    :param hint: words for those who listen; too many of them are left out, which means anything
    """
    demand_open_transaction("log.append")
    ensure_months("kit_log_entry", {_month(each.id) for each in events})
    rows = [(partition_of(each.key), each) for each in events]
    with connection.cursor() as cursor:
        cursor.execute(
            "with added as (insert into kit_log_entry"
            " (partition_no, id, topic, epoch, key, kind, payload)"
            " select p, i, %s, (select max(number) from kit_log_epoch), k, n, j"
            " from unnest(%s::smallint[], %s::uuid[], %s::uuid[], %s::text[], %s::jsonb[])"
            " as given (p, i, k, n, j) on conflict do nothing returning 1)"
            # A hint for those who listen; what is delivered never depends on it.
            " select count(*), pg_notify(%s, %s) from added",
            [
                topic,
                [partition for partition, _ in rows],
                [each.id for each in events],
                [each.key for each in events],
                [each.kind for each in events],
                [json.dumps(each.payload) for each in events],
                f"headrace_{topic}",
                _short(hint),
            ],
        )
        return int(cursor.fetchone()[0])


def hint(topic: str, words: Collection[str]) -> None:
    """Tell those who listen to a topic, with the commit, what has changed without an entry."""
    demand_open_transaction("log.hint")
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [f"headrace_{topic}", _short(words)])


def read(topic: str, partition: int, after: Cursor, limit: int = 500) -> tuple[Stored, ...]:
    """Return the next entries of one partition in its order; safe against concurrent writers."""
    return _fetch(_READ_ONE, [topic, partition, after.epoch, str(after.xid), after.id, limit])


def read_group(group: str, topic: str, limit: int = 200) -> tuple[Stored, ...]:
    """Return the next entries of every partition for a group, at most `limit` of each."""
    return _fetch(_READ_GROUP, [PARTITIONS - 1, group, topic, topic, limit])


def unread(group: str, topic: str) -> bool:
    """Say whether committed entries wait for a group, readable yet or not."""
    with connection.cursor() as cursor:
        cursor.execute(f"select exists ({_UNREAD})", [PARTITIONS - 1, group, topic, topic])
        return bool(cursor.fetchone()[0])


def by_ids(topic: str, partition: int, ids: Sequence[UUID]) -> tuple[Stored, ...]:
    """Return the entries of one partition with these ids, as far as they are there."""
    return _fetch(_BY_IDS, [topic, partition, list(ids)])


def cursor_of(group: str, topic: str, partition: int) -> Cursor:
    """Return how far a group has come in a partition."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select epoch, xid::text::bigint, entry_id from kit_log_cursor"
            " where partition_no = %s and group_name = %s and topic = %s",
            [partition, group, topic],
        )
        row = cursor.fetchone()
    return Cursor(*row) if row else Cursor()


def commit(group: str, topic: str, partition: int, cursor: Cursor) -> None:
    """Move a group's cursor, in the transaction of the effects of what it read."""
    demand_open_transaction("log.commit")
    with connection.cursor() as db:
        db.execute(
            "insert into kit_log_cursor (partition_no, group_name, topic, epoch, xid, entry_id)"
            " values (%s, %s, %s, %s, %s::xid8, %s)"
            " on conflict (partition_no, group_name, topic) do update"
            " set epoch = excluded.epoch, xid = excluded.xid, entry_id = excluded.entry_id",
            [partition, group, topic, cursor.epoch, str(cursor.xid), cursor.id],
        )


def _short(hint: Collection[str]) -> str:
    words = ",".join(sorted(set(hint)))
    return words if len(words) <= _LONGEST_HINT else ""


def _month(entry_id: UUID) -> date:
    return instant_of(entry_id).date()


def _fetch(sql: str, arguments: list[Any]) -> tuple[Stored, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        return tuple(_stored(row) for row in cursor.fetchall())


def _stored(row: tuple[Any, ...]) -> Stored:
    partition, epoch, xid, entry_id, key, kind, payload, recorded_at = row
    content = json.loads(payload) if isinstance(payload, str) else payload
    return Stored(partition, Cursor(epoch, xid, entry_id), key, kind, content, recorded_at)


_COLUMNS = (
    "e.partition_no, e.epoch, e.xid::text::bigint as xid, e.id, e.key, e.kind, e.payload,"
    " e.recorded_at"
)
# An entry of an older epoch is readable whatever its transaction id; one of the present epoch only
# when every transaction that might still commit before it has ended.
_SETTLED = (
    "(e.epoch < (select max(number) from kit_log_epoch)"
    " or e.xid < pg_snapshot_xmin(pg_current_snapshot()))"
)
_READ_ONE = (
    f"select {_COLUMNS} from kit_log_entry e"
    " where e.topic = %s and e.partition_no = %s and (e.epoch, e.xid, e.id) > (%s, %s::xid8, %s)"
    f" and {_SETTLED} order by e.epoch, e.xid, e.id limit %s"
)
_BY_IDS = (
    f"select {_COLUMNS} from kit_log_entry e"
    " where e.topic = %s and e.partition_no = %s and e.id = any(%s)"
)
_PLACES = (
    " from generate_series(0, %s) as place left join kit_log_cursor c"
    " on c.partition_no = place and c.group_name = %s and c.topic = %s"
)
_AFTER = (
    "e.topic = %s and e.partition_no = place and (e.epoch, e.xid, e.id) >"
    " (coalesce(c.epoch, 0), coalesce(c.xid, '0'::xid8),"
    " coalesce(c.entry_id, '00000000-0000-0000-0000-000000000000'::uuid))"
)
_READ_GROUP = (
    f"select n.* {_PLACES} cross join lateral (select {_COLUMNS} from kit_log_entry e"
    f" where {_AFTER} and {_SETTLED} order by e.epoch, e.xid, e.id limit %s) n"
    " order by n.partition_no, n.epoch, n.xid, n.id"
)
_UNREAD = (
    f"select 1 {_PLACES} cross join lateral"
    f" (select 1 from kit_log_entry e where {_AFTER} limit 1) n"
)
