"""
The journal: what happened, told once, for whoever must react.

A service writes an entry in its own transaction. After the commit every package that asked for the
kind reacts, in a transaction that also moves its cursor, so the effect takes place exactly once.
The same entries are the supervisor's audit feed. They hold ids, hashes, amounts and codes; never
names or other personal data.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from headrace.kit import log, tickets
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject

TOPIC = "journal"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `about` is the enterprise or organisation whose order of entries is kept."""

    id: UUID
    kind: str
    subject: Subject
    about: UUID
    actor_person: UUID | None
    actor_organisation: UUID
    at: datetime
    facts: Mapping[str, Any]


def record(
    kind: str,
    *,
    subject: Subject,
    about: UUID,
    by: Actor,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
) -> UUID:
    """
    Write an entry in the open transaction and return its id.

    :param kind: package, noun and past participle, such as `market.offer.accepted`
    :param about: the enterprise (or organisation) concerned: entries about one keep their order
    :param facts: ids, hashes, amounts and codes; each a string, whole number, truth or None
    """
    entry_id = new_id()
    payload = {
        "subject": [subject.kind, str(subject.id)],
        "by": [str(by.person_id) if by.person_id else None, str(by.organisation_id), by.name],
        "at": at.isoformat(),
        "facts": {name: _plain(each) for name, each in (facts or {}).items()},
    }
    touched = {about, subject.id, *(each for each in (facts or {}).values() if _is_id(each))}
    log.append(
        TOPIC,
        [log.Event(entry_id, about, kind, payload)],
        hint=tickets.words(kind, touched, by.organisation_id),
    )
    return entry_id


def entry_of(stored: log.Stored) -> Entry:
    """Return a stored log entry as an entry of the journal."""
    person, organisation, _ = stored.payload["by"]
    kind, subject_id = stored.payload["subject"]
    return Entry(
        id=stored.id,
        kind=stored.kind,
        subject=Subject(kind, UUID(subject_id)),
        about=stored.key,
        actor_person=UUID(person) if person else None,
        actor_organisation=UUID(organisation),
        at=datetime.fromisoformat(stored.payload["at"]),
        facts=stored.payload["facts"],
    )


def _is_id(fact: Any) -> bool:
    return isinstance(fact, UUID)


def _plain(fact: Any) -> Any:
    if fact is None or isinstance(fact, bool | int | str):
        return fact
    if isinstance(fact, UUID):
        return str(fact)
    if isinstance(fact, list | tuple):
        return [_plain(each) for each in fact]
    raise TypeError(f"a fact of type {type(fact).__name__} cannot stand in the journal")
