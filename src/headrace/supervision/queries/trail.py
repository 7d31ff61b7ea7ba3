"""The audit feed as a person pages through it: the newest entries first, older ones on request."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from headrace.kit import log
from headrace.kit.actors import Actor
from headrace.kit.journal import TOPIC, Entry, entry_of
from headrace.supervision.queries.audit import AuditEntry, BadPlace, of_districts, view
from headrace.supervision.rules.authority import OnlyAnOfficer, readable_prefix

_NEWEST: Final = UUID(int=(1 << 128) - 1)
# An office of few districts reads past what concerns others, but never the whole log in one page.
_CHUNK, _CHUNKS = 250, 20
_COLUMNS = "e.partition_no, e.id, e.key, e.kind, e.payload, e.recorded_at"
# As everywhere, an entry counts once no transaction is left that could still commit before it.
_SETTLED = (
    "(e.epoch < (select max(number) from kit_log_epoch)"
    " or e.xid < pg_snapshot_xmin(pg_current_snapshot()))"
)
_STRETCH = (
    "select n.* from generate_series(0, %s) as place cross join lateral"
    f" (select {_COLUMNS} from kit_log_entry e"
    " where e.topic = %s and e.partition_no = place and e.id {beyond} %s"
    f" and {_SETTLED} order by e.id {{way}} limit %s) n order by n.id {{way}} limit %s"
)
_BACK = _STRETCH.format(beyond="<", way="desc")
_ON = _STRETCH.format(beyond=">", way="asc")


@dataclass(frozen=True, slots=True)
class AuditStretch:
    """Entries, the newest first; `older` and `newer` are opaque places, empty where it ends."""

    entries: tuple[AuditEntry, ...]
    older: str
    newer: str


def audit_trail(
    actor: Actor, *, before: str = "", after: str = "", limit: int = 50
) -> AuditStretch:
    """
    Return the newest entries that the actor's office may read, or those beside a place.

    Two queries for a page of an auditor; an office asks again until its page is full.

    :param before: read on towards older entries from this place
    :param after: read back towards newer entries; near the end, the newest page itself
    :raises OnlyAnOfficer: neither government nor auditor
    :raises BadPlace: a place did not come from this feed
    """
    prefix = readable_prefix(actor.roles, actor.district)
    if prefix is None:
        raise OnlyAnOfficer
    if after:
        found, last = _gather(_ON, _place(after), prefix, limit)
        if last is not None and found:
            return AuditStretch(_views(reversed(found)), str(found[0].id), str(last))
    start = _place(before) if before and not after else _NEWEST
    found, last = _gather(_BACK, start, prefix, limit)
    newer = str(found[0].id) if found and start != _NEWEST else ""
    return AuditStretch(_views(found), str(last) if last else "", newer)


def _gather(stretch: str, place: UUID, prefix: str, limit: int) -> tuple[list[Entry], UUID | None]:
    """Read until `limit` entries are found; the place to read on from is None at the end."""
    size = limit + 1 if prefix == "" else _CHUNK
    found: list[Entry] = []
    for _ in range(_CHUNKS):
        read = _read(stretch, place, size)
        found += read if prefix == "" else of_districts(read, prefix)
        if len(found) > limit:
            return found[:limit], found[limit - 1].id
        if len(read) < size:
            return found, None
        place = read[-1].id
    return found, place


def _read(stretch: str, place: UUID, limit: int) -> list[Entry]:
    with connection.cursor() as cursor:
        cursor.execute(stretch, [log.PARTITIONS - 1, TOPIC, place, limit, limit])
        return [entry_of(_stored(row)) for row in cursor.fetchall()]


def _stored(row: tuple[Any, ...]) -> log.Stored:
    partition, entry_id, key, kind, payload, recorded_at = row
    content = json.loads(payload) if isinstance(payload, str) else payload
    return log.Stored(partition, log.Cursor(id=entry_id), key, kind, content, recorded_at)


def _place(token: str) -> UUID:
    try:
        return UUID(token)
    except ValueError:
        raise BadPlace from None


def _views(entries: Iterable[Entry]) -> tuple[AuditEntry, ...]:
    return tuple(view(each) for each in entries)
