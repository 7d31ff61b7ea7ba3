"""
Taking in events: each is taken once, refused by name, or known already.

An envelope and a bulk differ in how many events they hold and how these are carried into the
tables, in nothing else: reading, consent, identity, sums and what the journal is told are one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from headrace.evidence import models
from headrace.evidence.rules import consent, counterparties, events, problems, totals
from headrace.evidence.rules.consent import ConsentTerms
from headrace.evidence.rules.events import Received
from headrace.evidence.services import bulk, storage
from headrace.evidence.services.storage import KeyAddress, Row
from headrace.kit import journal
from headrace.kit.actors import CENTRE, Actor
from headrace.kit.crypto import blind_index
from headrace.kit.errors import CentreError
from headrace.kit.ids import id_at
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction


@dataclass(frozen=True, slots=True)
class ItemRefusal:
    """Why one item was not taken; `index` counts from 0, `problem` can say it in any language."""

    index: int
    id: str | None
    code: str
    field: str
    reason: str
    remedy: str
    problem: CentreError


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an envelope: every item is counted in exactly one of the three."""

    accepted: int
    existing: int
    refused: tuple[ItemRefusal, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """How many events may come at once, and what carries keys and events into the tables."""

    limit: int
    insert_keys: Callable[[Sequence[Row]], set[KeyAddress]]
    insert_events: Callable[[Sequence[Row], datetime], None]


_ENVELOPE = _Way(events.ENVELOPE_LIMIT, storage.insert_keys, storage.insert_events)
_BULK = _Way(events.BULK_LIMIT, bulk.insert_keys, bulk.insert_events)


@transaction
def ingest(*, key: UUID, by: Actor, at: datetime, envelope: Sequence[Mapping[str, Any]]) -> Receipt:
    """
    Take in up to 500 CloudEvents 1.0 (structured JSON), each with the member `consentid`.

    An event is known by its source and id: sent again it is counted as existing, whatever its
    month; `key` only names the envelope in the journal. What is wrong is refused item by item,
    the others are taken.

    :raises rules.problems.EnvelopeTooLarge: more than 500 items
    :raises rules.problems.NotAnEvent: the envelope is not a list
    """
    return _take_in(envelope, _ENVELOPE, key=key, by=by, at=at)


@transaction
def ingest_bulk(
    *, key: UUID, by: Actor, at: datetime, envelope: Sequence[Mapping[str, Any]]
) -> Receipt:
    """
    Take in up to 20,000 events at once, such as a firm's history; otherwise as `ingest`.

    The same events leave the same rows and the same refusals, whichever of the two they came by.

    :raises rules.problems.EnvelopeTooLarge: more than 20,000 items
    :raises rules.problems.NotAnEvent: the envelope is not a list
    """
    return _take_in(envelope, _BULK, key=key, by=by, at=at)


def _take_in(
    envelope: Sequence[Mapping[str, Any]], way: _Way, *, key: UUID, by: Actor, at: datetime
) -> Receipt:
    _check_envelope(envelope, way.limit)
    refused: list[ItemRefusal] = []
    rows = _fresh_to_the_envelope(_readable(envelope, by, at, refused), refused)
    taken = _store(rows, way, at, refused)
    _tell(taken, key=key, by=by, at=at)
    return Receipt(
        accepted=len(taken),
        existing=len(envelope) - len(taken) - len(refused),
        refused=tuple(sorted(refused, key=lambda refusal: refusal.index)),
    )


def _check_envelope(envelope: Sequence[object], limit: int) -> None:
    if not isinstance(envelope, list | tuple):
        raise problems.NotAnEvent(field="envelope")
    if len(envelope) > limit:
        raise problems.EnvelopeTooLarge(count=len(envelope), limit=limit)


def _readable(
    envelope: Sequence[object], by: Actor, at: datetime, refused: list[ItemRefusal]
) -> list[Row]:
    """Return the items that are well formed and consented; note the others as refused."""
    read: list[Received] = []
    for index, item in enumerate(envelope):
        try:
            read.append(events.read(item, index=index, at=at))
        except CentreError as problem:
            refused.append(_refusal(index, item, problem))
    terms = _terms_of({event.consent_id for event in read})
    rows = []
    for event in read:
        item = envelope[event.place]
        try:
            rows.append(_row(event, item, terms.get(event.consent_id), by, at))
        except CentreError as problem:
            refused.append(_refusal(event.place, item, problem))
    return rows


def _terms_of(consent_ids: set[UUID]) -> dict[UUID, ConsentTerms]:
    if not consent_ids:
        return {}
    found = models.Consent.objects.filter(pk__in=consent_ids)
    return {row.id: row.terms() for row in found}


def _row(event: Received, item: Any, terms: ConsentTerms | None, by: Actor, at: datetime) -> Row:
    allowed = events.check_consented(
        event,
        terms,
        sender_id=by.organisation_id,
        # A person of the centre may not write evidence; only its connectors carry it.
        sender_is_centre=by.organisation_id == CENTRE and by.person_id is None,
    )
    consent.check_covers(allowed, data_kind=event.kind, day=event.issue_date, at=at)
    key_hash = sha256(f"{event.source}\0{event.external_id}".encode()).digest()
    partner, label = _partner(event.counterparty)
    return Row(
        enterprise_id=allowed.grantor_id,
        key_hash=key_hash,
        event_id=id_at(event.happened_at, key_hash),
        payload_hash=sha256(events.told(item)).digest(),
        counterparty=partner,
        label=label,
        event=event,
    )


@lru_cache(maxsize=4096)
def _partner(name: str) -> tuple[bytes, str]:
    """A firm trades with few partners: most names of an envelope were met before."""
    index = blind_index(counterparties.normal_name(name), purpose="evidence.counterparty")
    return index, counterparties.masked_name(name)


def _fresh_to_the_envelope(rows: Iterable[Row], refused: list[ItemRefusal]) -> list[Row]:
    """Drop repeats inside the envelope; the first of two different ones with one id is kept."""
    first: dict[KeyAddress, Row] = {}
    for row in rows:
        earlier = first.setdefault(row.address, row)
        if earlier.payload_hash != row.payload_hash:
            refused.append(_reused(row))
    return list(first.values())


def _store(rows: Sequence[Row], way: _Way, at: datetime, refused: list[ItemRefusal]) -> list[Row]:
    """Write what is new and its sums; note as refused what reuses the id of another event."""
    if not rows:
        return []
    claimed = way.insert_keys(rows)
    fresh = [row for row in rows if row.address in claimed]
    known = [row for row in rows if row.address not in claimed]
    payloads = storage.stored_payloads(known)
    refused.extend(_reused(row) for row in known if payloads[row.address] != row.payload_hash)
    if fresh:
        way.insert_events(fresh, at)
        storage.add_days(totals.day_sums(map(_summed, fresh)))
        storage.add_partners(totals.partner_sums(map(_summed, fresh)))
    return fresh


def _summed(row: Row) -> totals.Taken:
    event = row.event
    return totals.Taken(
        row.enterprise_id,
        event.kind,
        event.direction,
        event.currency,
        event.issue_date,
        event.amount_minor,
        event.voided,
        row.counterparty,
        row.label,
    )


def _tell(taken: Sequence[Row], *, key: UUID, by: Actor, at: datetime) -> None:
    """One entry for each firm and source: whoever scores it learns that there is news."""
    counts: dict[tuple[UUID, UUID], int] = {}
    for row in taken:
        address = row.enterprise_id, row.event.source_id
        counts[address] = counts.get(address, 0) + 1
    for (enterprise_id, source_id), count in sorted(counts.items()):
        journal.record(
            "evidence.events.received",
            subject=Subject("organisation", enterprise_id),
            about=enterprise_id,
            by=by,
            at=at,
            facts={"count": count, "source": source_id, "envelope": key},
        )


def _reused(row: Row) -> ItemRefusal:
    return _refusal(row.event.place, {"id": row.event.external_id}, problems.IdReused())


def _refusal(index: int, item: object, problem: CentreError) -> ItemRefusal:
    name = item.get("id") if isinstance(item, Mapping) else None
    return ItemRefusal(
        index=index,
        id=name[:200] if isinstance(name, str) else None,
        code=problem.code(),
        field=problem.field,
        reason=problem.explain(str),
        remedy=problem.advise(str),
        problem=problem,
    )
