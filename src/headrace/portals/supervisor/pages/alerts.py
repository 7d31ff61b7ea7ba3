"""Alerts: the list and one of them, as values."""

from dataclasses import dataclass

from headrace.portals.pieces import Action, Fact, Field, Head, Mark, Message, State, Turn


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An alert in the list; no firm is named before it is opened."""

    kind: Mark
    url: str
    second: str
    district: str
    raised: str
    due: Mark


@dataclass(frozen=True, slots=True)
class AlertsPage:
    """Open alerts, what needs a decision first."""

    head: Head
    rows: tuple[AlertRow, ...]
    order: str = ""
    views: tuple[tuple[Action, bool], ...] = ()
    messages: tuple[Message, ...] = ()
    turn: Turn | None = None
    empty: State | None = None


@dataclass(frozen=True, slots=True)
class AlertPage:
    """One alert, opened: whom it concerns, what happened, and what the officer can do."""

    head: Head
    facts: tuple[Fact, ...]
    take_up: Action | None = None
    close_at: str = ""
    key: str = ""
    note: Field | None = None
    wrong: tuple[Field, ...] = ()
    links: tuple[Action, ...] = ()
    messages: tuple[Message, ...] = ()
    turn: Turn | None = None
