"""The audit feed: every entry of the journal, refusals included, and the proof of its seals."""

import base64
import heapq
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from headrace.kit import log, seals
from headrace.kit.actors import Actor
from headrace.kit.errors import N_, Malformed
from headrace.kit.journal import TOPIC, Entry, entry_of
from headrace.kit.subjects import Subject
from headrace.parties import queries as parties
from headrace.supervision.rules.authority import OnlyAnOfficer, readable_prefix


class BadPlace(Malformed):
    """A place in the feed that the feed did not give out."""

    message = N_("This is no place in the audit feed.")
    remedy = N_("Begin anew without a place, or use the one that came with the last page.")

    def __init__(self) -> None:
        super().__init__(field="after")


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry of the journal, as it was written."""

    id: UUID
    kind: str
    subject: Subject
    about: UUID
    actor_person: UUID | None
    actor_organisation: UUID
    at: datetime
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some entries; ask for the next ones with `after`, which is opaque, even if none came."""

    entries: tuple[AuditEntry, ...]
    after: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What a verification found; `first_fault` names the seal or entry that differs."""

    ok: bool
    entries: int
    seals: int
    faults: int
    first_fault: str


def audit_feed(actor: Actor, after: str = "", limit: int = 100) -> AuditPage:
    """
    Return the next entries that the actor's office may read; nothing is ever passed over.

    An auditor and the whole-country level read all; an office reads what concerns its districts.
    A page of an office may hold fewer entries than `limit` and still have successors.

    :raises OnlyAnOfficer: neither government nor auditor
    :raises BadPlace: `after` did not come from this feed
    """
    prefix = readable_prefix(actor.roles, actor.district)
    if prefix is None:
        raise OnlyAnOfficer
    places = _places(after)
    taken = tuple(_next_entries(places, limit))
    for stored in taken:
        places[stored.partition] = stored.cursor
    entries = [entry_of(stored) for stored in taken]
    mine = entries if prefix == "" else of_districts(entries, prefix)
    return AuditPage(tuple(view(each) for each in mine), _token(places))


def verify_audit() -> AuditReport:
    """Read every seal and sealed entry of the journal again, and name the first that differs."""
    report = seals.verify(TOPIC)
    first = ""
    if report.faults:
        fault = report.faults[0]
        entry = f", entry {fault.entry}" if fault.entry else ""
        first = f"partition {fault.partition}, seal {fault.seal}{entry}: {fault.what}"
    return AuditReport(report.ok, report.entries, report.seals, len(report.faults), first)


def _next_entries(places: dict[int, log.Cursor], limit: int) -> Iterator[log.Stored]:
    """Take a prefix of each partition, the oldest entries of all first."""
    streams = [
        log.read(TOPIC, partition, places.get(partition, log.Cursor()), limit)
        for partition in range(log.PARTITIONS)
    ]
    merged = heapq.merge(*streams, key=lambda stored: stored.recorded_at)
    for _, stored in zip(range(limit), merged, strict=False):
        yield stored


def of_districts(entries: list[Entry], prefix: str) -> list[Entry]:
    """Return the entries about parties whose district begins so, in one query."""
    known = parties.organisations(tuple({each.about for each in entries}))
    return [
        each
        for each in entries
        if each.about in known and known[each.about].district.startswith(prefix)
    ]


def _places(after: str) -> dict[int, log.Cursor]:
    if not after:
        return {}
    try:
        stored = json.loads(base64.urlsafe_b64decode(after))
        return {
            int(partition): log.Cursor(int(epoch), int(xid), UUID(entry))
            for partition, (epoch, xid, entry) in stored.items()
        }
    except (ValueError, TypeError, AttributeError):
        raise BadPlace from None


def _token(places: Mapping[int, log.Cursor]) -> str:
    plain = {
        partition: [place.epoch, place.xid, str(place.id)] for partition, place in places.items()
    }
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode()


def view(entry: Entry) -> AuditEntry:
    """Return what an office reads of an entry."""
    return AuditEntry(
        id=entry.id,
        kind=entry.kind,
        subject=entry.subject,
        about=entry.about,
        actor_person=entry.actor_person,
        actor_organisation=entry.actor_organisation,
        at=entry.at,
        facts=entry.facts,
    )
