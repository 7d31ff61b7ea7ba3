"""What the loan officer's pages show: plain values, filled from queries by the views."""

from dataclasses import dataclass

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.drawings.days import DailyBars, Sparkline
from headrace.portals.drawings.gauges import Checks
from headrace.portals.drawings.grade import BandLadder, GradeBand
from headrace.portals.pieces import (
    Action,
    ChoiceField,
    Dialogue,
    Fact,
    Field,
    GradeSheet,
    Head,
    Mark,
    Message,
    State,
    Turn,
    Vouched,
)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A file of the queue: who, how much, grade with band, checks, sales, whose turn by when."""

    firm: str
    url: str
    second: str
    amount: str
    terms: str
    checks: Checks
    turn: Mark
    band: GradeBand | None = None
    sales: Sparkline | None = None
    minutes: str = ""
    selected: bool = False


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Files that wait, due first; the order is stated in a sentence."""

    head: Head
    rows: tuple[QueueRow, ...]
    order: str
    strip: ChannelStrip | None = None
    rest: Action | None = None
    turn: Turn | None = None
    messages: tuple[Message, ...] = ()
    empty: State | None = None


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact, its value, who vouches for it and how old it is, and what it was checked against."""

    fact: str
    value: str
    vouched: Vouched
    check: Mark | None = None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A signed finding of an accredited expert."""

    name: str
    who: str
    mark: Mark
    until: str


@dataclass(frozen=True, slots=True)
class Note:
    """A question, an answer or a private note, kept with the file."""

    who: str
    at: str
    words: str
    scope: str = ""
    vouched: Vouched | None = None


@dataclass(frozen=True, slots=True)
class LiveRow:
    """An event of the live feed."""

    at: str
    who: str
    amount: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Decision:
    """
    The place where a file is decided: open doubts above the buttons, always.

    `fields` are the terms the officer sets; `main_act` is the filled button, `other_acts` the rest.
    All of them send one form to `post_to` under the one-time `key`.
    """

    post_to: str
    key: str
    main_act: Action
    other_acts: tuple[Action, ...] = ()
    due: str = ""
    doubts: tuple[Message, ...] = ()
    facts: tuple[Fact, ...] = ()
    fields: tuple[Field, ...] = ()
    choices: tuple[ChoiceField, ...] = ()
    wrong: tuple[Field | ChoiceField, ...] = ()


@dataclass(frozen=True, slots=True)
class DossierPage:
    """The whole file: how sure, the facts and who vouches for them, findings, the decision."""

    head: Head
    grade: GradeSheet
    decision: Decision | None = None
    ladder: BandLadder | None = None
    facts: tuple[FactRow, ...] = ()
    facts_note: str = ""
    findings: tuple[FindingRow, ...] = ()
    findings_note: str = ""
    sales: DailyBars | None = None
    sales_note: str = ""
    live: tuple[LiveRow, ...] = ()
    notes: tuple[Note, ...] = ()
    ask: Field | None = None
    ask_to: str = ""
    reasons: tuple[Fact, ...] = ()
    strip: ChannelStrip | None = None
    turn: Turn | None = None
    dialogue: Dialogue | None = None
    messages: tuple[Message, ...] = ()
