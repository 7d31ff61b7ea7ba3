"""What the supervisor's pages show: plain values, filled from queries by the views."""

from dataclasses import dataclass
from typing import Literal

from headrace.portals.drawings.days import Sparkline
from headrace.portals.drawings.histogram import CeilingHistogram
from headrace.portals.pieces import (
    Action,
    Dialogue,
    Event,
    Fact,
    Field,
    Head,
    HeatMap,
    Mark,
    Message,
    State,
    Turn,
)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A stretch of the channel with its figure and its course."""

    station: Literal["ring", "basin", "wheel", "late"]
    label: str
    value: str
    course: Sparkline | None = None
    compared: str = ""
    calm: bool = False


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """Something that asks for a decision: what, why, whose turn by when."""

    kind: Mark
    second: str
    due: Mark
    url: str = ""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in force: its value and since when."""

    name: str
    value: str
    since: str
    url: str = ""
    source: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class PackRules:
    """The rules in force out of one pack."""

    title: str
    note: str
    rows: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class RulesPage:
    """Every rule in force, pack by pack, with value, day and source."""

    head: Head
    packs: tuple[PackRules, ...]
    past: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()
    turn: Turn | None = None


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


@dataclass(frozen=True, slots=True)
class ConsolePage:
    """One screen: a sentence of judgement, flows, heat, decisions, the ceiling, rules."""

    head: Head
    figures: tuple[KeyFigure, ...]
    heat: HeatMap | None = None
    heat_note: str = ""
    decisions: tuple[DecisionRow, ...] = ()
    decisions_note: str = ""
    offers: CeilingHistogram | None = None
    offers_note: str = ""
    offers_mark: Mark | None = None
    offers_words: str = ""
    rules: tuple[RuleRow, ...] = ()
    turn: Turn | None = None
    messages: tuple[Message, ...] = ()
    no_decision: State | None = None
    no_offers: State | None = None


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


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A freeze: whose, since when, on what ground; lifted by another officer."""

    party: str
    second: str
    reason: str
    mark: Mark
    act: Action | None = None


@dataclass(frozen=True, slots=True)
class FreezePage:
    """Stop an account: whose, how much, on what ground; and the orders in force."""

    head: Head
    facts: tuple[Fact, ...]
    fields: tuple[Field, ...]
    post_to: str
    key: str
    submit: str
    consequence: str
    wrong: tuple[Field, ...] = ()
    in_force: tuple[Event, ...] = ()
    lift: Action | None = None
    dialogue: Dialogue | None = None
    messages: tuple[Message, ...] = ()
    turn: Turn | None = None
    hidden: tuple[tuple[str, str], ...] = ()
    asks: str = ""
    search: Field | None = None
    search_at: str = ""
    found: tuple[tuple[Action, str], ...] = ()
    not_found: str = ""
    orders: tuple[OrderRow, ...] = ()
    orders_note: str = ""
