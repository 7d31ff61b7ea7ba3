"""
Set-based writes of the stream tables: one statement a table, whatever the number of events.

Rows go in sorted by their key, so that two envelopes that share events wait for each other in one
order and never in a ring. Source of the form: docs/adr/0005.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from headrace.evidence.rules.events import Received
from headrace.evidence.rules.totals import DayKey, DaySums, PartnerKey, PartnerSums
from headrace.kit.ids import instant_of
from headrace.kit.stream import ensure_months

KeyAddress = tuple[UUID, bytes]


class Row(NamedTuple):
    """A well-formed, consented event with what identifies it."""

    enterprise_id: UUID
    key_hash: bytes
    event_id: UUID
    payload_hash: bytes
    counterparty: bytes
    label: str
    event: Received

    @property
    def address(self) -> KeyAddress:
        """Where its key stands."""
        return self.enterprise_id, self.key_hash


_INSERT_KEYS = """
insert into evidence_event_key (enterprise_id, key_hash, event_id, payload_hash)
select * from unnest(%s::uuid[], %s::bytea[], %s::uuid[], %s::bytea[])
on conflict do nothing returning enterprise_id, key_hash
"""

_READ_KEYS = """
select stored.enterprise_id, stored.key_hash, stored.payload_hash
from unnest(%s::uuid[], %s::bytea[]) as asked (enterprise_id, key_hash)
join evidence_event_key as stored using (enterprise_id, key_hash)
"""

_INSERT_EVENTS = """
insert into evidence_business_event (
    enterprise_id, id, consent_id, source_id, external_id, kind, happened_at, direction,
    amount_minor, currency, counterparty, counterparty_label, issue_date, number, voided,
    received_at)
select *, %s from unnest(
    %s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::timestamptz[],
    %s::text[], %s::bigint[], %s::text[], %s::bytea[], %s::text[], %s::date[], %s::text[],
    %s::boolean[])
"""

_ADD_DAYS = """
insert into evidence_day_total as total (
    enterprise_id, kind, direction, currency, day, count, sum_minor, sum_squares, voided,
    credit_notes)
select * from unnest(
    %s::uuid[], %s::text[], %s::text[], %s::text[], %s::date[], %s::bigint[], %s::numeric[],
    %s::numeric[], %s::bigint[], %s::bigint[])
on conflict (enterprise_id, kind, direction, currency, day) do update set
    count = total.count + excluded.count,
    sum_minor = total.sum_minor + excluded.sum_minor,
    sum_squares = total.sum_squares + excluded.sum_squares,
    voided = total.voided + excluded.voided,
    credit_notes = total.credit_notes + excluded.credit_notes
"""

_ADD_PARTNERS = """
insert into evidence_partner_total as total (
    enterprise_id, kind, direction, currency, month, counterparty, label, count, sum_minor)
select * from unnest(
    %s::uuid[], %s::text[], %s::text[], %s::text[], %s::date[], %s::bytea[], %s::text[],
    %s::bigint[], %s::numeric[])
on conflict (enterprise_id, kind, direction, currency, month, counterparty) do update set
    label = least(total.label, excluded.label),
    count = total.count + excluded.count,
    sum_minor = total.sum_minor + excluded.sum_minor
"""


def insert_keys(rows: Sequence[Row]) -> set[KeyAddress]:
    """Claim the keys of these events; return the addresses of those nobody had claimed."""
    ordered = in_order(rows)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_KEYS, _columns(row[:4] for row in ordered))
        return {(enterprise_id, bytes(key)) for enterprise_id, key in cursor.fetchall()}


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return events in the order in which every writer claims keys."""
    return sorted(rows, key=lambda row: (row.enterprise_id.int, row.key_hash))


def stored_payloads(rows: Iterable[Row]) -> dict[KeyAddress, bytes]:
    """Return the payload hash under which each of these keys was first received."""
    addresses = [row.address for row in rows]
    if not addresses:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_READ_KEYS, _columns(addresses))
        return {(owner, bytes(key)): bytes(hash_) for owner, key, hash_ in cursor.fetchall()}


def insert_events(rows: Sequence[Row], received_at: datetime) -> None:
    """Write events whose keys are claimed, each into the partition of its month."""
    ensure_months("evidence_business_event", {instant_of(row.event_id).date() for row in rows})
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_EVENTS, [received_at, *_columns(map(_event_columns, rows))])


def add_days(sums: Mapping[DayKey, DaySums]) -> None:
    """Add to the totals of days."""
    lines = (
        (*key, each.count, each.sum_minor, each.sum_squares, each.voided, each.credit_notes)
        for key, each in sorted(sums.items(), key=lambda item: item[0])
    )
    with connection.cursor() as cursor:
        cursor.execute(_ADD_DAYS, _columns(lines))


def add_partners(sums: Mapping[PartnerKey, PartnerSums]) -> None:
    """Add to the totals of trading partners; voided documents alone add nothing."""
    if not sums:
        return
    lines = (
        (key.enterprise_id.hex, *key[1:5], bytea_text(key.counterparty), *_told(each))
        for key, each in sorted(sums.items(), key=lambda item: item[0])
    )
    firms, *words, partners, labels, counts, totals = _columns(lines)
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD_PARTNERS,
            [array_text(firms), *words, array_text(partners), labels, counts, totals],
        )


def array_text(elements: Iterable[object]) -> str:
    """Return an array as PostgreSQL writes it; for elements without comma, quote or space."""
    return "{" + ",".join(map(str, elements)) + "}"


def bytea_text(value: bytes) -> str:
    """Return bytes in hexadecimal, the backslash doubled as arrays and COPY want it."""
    return f"\\\\x{value.hex()}"


def _told(sums: PartnerSums) -> tuple[str, int, int]:
    return sums.label, sums.count, sums.sum_minor


def _event_columns(row: Row) -> tuple[object, ...]:
    event = row.event
    return (
        row.enterprise_id,
        row.event_id,
        event.consent_id,
        event.source_id,
        event.external_id,
        event.kind,
        event.happened_at,
        event.direction,
        event.amount_minor,
        event.currency,
        row.counterparty,
        row.label,
        event.issue_date,
        event.number,
        event.voided,
    )


def _columns(lines: Iterable[Sequence[object]]) -> list[list[object]]:
    return [list(column) for column in zip(*lines, strict=True)]
