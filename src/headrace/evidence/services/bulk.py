"""
The same writes as `storage`, made for whole histories.

COPY cannot pass over what is there already, so keys are claimed first, as arrays written out as
text; events follow by COPY, since whoever claimed the key is the only writer.
Source: PostgreSQL, "COPY", text format: backslash, tab and line end are escaped; no control
character ever passes `rules.fields`.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from headrace.evidence.services.storage import (
    KeyAddress,
    Row,
    array_text,
    bytea_text,
    in_order,
)
from headrace.kit.ids import instant_of
from headrace.kit.stream import ensure_months

_LINES_AT_ONCE = 2_000

_CLAIM = """
insert into evidence_event_key (enterprise_id, key_hash, event_id, payload_hash)
select * from unnest(%s::uuid[], %s::bytea[], %s::uuid[], %s::bytea[])
on conflict do nothing returning enterprise_id, key_hash
"""
_COPY_EVENTS = """
copy evidence_business_event (
    enterprise_id, id, consent_id, source_id, external_id, kind, happened_at, received_at,
    direction, amount_minor, currency, counterparty, counterparty_label, issue_date, number, voided)
from stdin
"""


def insert_keys(rows: Sequence[Row]) -> set[KeyAddress]:
    """Claim the keys of these events; return the addresses of those nobody had claimed."""
    ordered = in_order(rows)
    arrays = [
        array_text(row.enterprise_id.hex for row in ordered),
        array_text(bytea_text(row.key_hash) for row in ordered),
        array_text(row.event_id.hex for row in ordered),
        array_text(bytea_text(row.payload_hash) for row in ordered),
    ]
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, arrays)
        if cursor.rowcount == len(rows):
            return {row.address for row in rows}
        return {(enterprise_id, bytes(key)) for enterprise_id, key in cursor.fetchall()}


def insert_events(rows: Sequence[Row], received_at: datetime) -> None:
    """Write events whose keys are claimed, each into the partition of its month."""
    ensure_months("evidence_business_event", {instant_of(row.event_id).date() for row in rows})
    received = received_at.isoformat()
    ordered = sorted(rows, key=lambda row: (row.enterprise_id.int, row.event_id.int))
    _copy(_COPY_EVENTS, (_event_line(row, received) for row in ordered))


def _copy(statement: str, lines: Iterable[str]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copying:
        waiting: list[str] = []
        for line in lines:
            waiting.append(line)
            if len(waiting) == _LINES_AT_ONCE:
                copying.write("".join(waiting))
                waiting.clear()
        copying.write("".join(waiting))


def _event_line(row: Row, received: str) -> str:
    event = row.event
    return (
        f"{row.enterprise_id.hex}\t{row.event_id.hex}\t{event.consent_id.hex}"
        f"\t{event.source_id.hex}\t{_escaped(event.external_id)}\t{event.kind}"
        f"\t{event.happened_at.isoformat()}\t{received}\t{event.direction}\t{event.amount_minor}"
        f"\t{event.currency}\t{bytea_text(row.counterparty)}\t{_escaped(row.label)}"
        f"\t{event.issue_date.isoformat()}\t{_escaped(event.number)}\t{event.voided}\n"
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\")
