"""The audit feed and its proof, as values."""

from dataclasses import dataclass

from headrace.portals.pieces import Action, Event, Field, Head, Mark, Message, Turn


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A stretch of the sealed journal: its day, entries, root, and whether it still verifies."""

    on: str
    entries: str
    root: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class FeedRow:
    """An entry of the journal in plain words: when, what, about whom, by whom."""

    at: str
    what: str
    about: str
    by: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Whether what was written is still what stands there, and the trail of one subject."""

    head: Head
    rows: tuple[AuditRow, ...] = ()
    search: Field | None = None
    search_at: str = ""
    trail_title: str = ""
    trail: tuple[Event, ...] = ()
    verify: Action | None = None
    messages: tuple[Message, ...] = ()
    turn: Turn | None = None
    feed: tuple[FeedRow, ...] = ()
    feed_note: str = ""
    feed_end: str = ""
    more: Action | None = None
    first: Action | None = None
    newer: Action | None = None
