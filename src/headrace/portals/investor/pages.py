"""What the loan officer's pages show: plain values, filled from queries by the views."""

from dataclasses import dataclass

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.drawings.days import DailyBars, Sparkline
from headrace.portals.drawings.gauges import Checks
from headrace.portals.drawings.grade import BandLadder, GradeBand
from headrace.portals.drawings.plan import Plan
from headrace.portals.pieces import (
    Action,
    Choice,
    ChoiceField,
    Dialogue,
    Event,
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
    """Files that wait, due first, in an order that is stated; `timed` if minutes are known."""

    head: Head
    rows: tuple[QueueRow, ...]
    order: str
    strip: ChannelStrip | None = None
    rest: Action | None = None
    turn: Turn | None = None
    messages: tuple[Message, ...] = ()
    empty: State | None = None
    timed: bool = True


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
class Declining:
    """The way out of a file: a reason from the list, and a sentence for the firm."""

    post_to: str
    key: str
    reasons: tuple[Choice, ...]
    text: Field
    error: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """
    The place where a file is decided: open doubts above the buttons, always.

    `fields` are the terms the officer sets; `main_act` is the filled button, `other_acts` the rest.
    All of them send one form to `post_to` under the one-time `key`, with what is `hidden` in it.
    Without a `main_act` it is not the reader's turn, and the doubts and facts say whose it is.
    """

    post_to: str
    key: str
    main_act: Action | None = None
    other_acts: tuple[Action, ...] = ()
    due: str = ""
    doubts: tuple[Message, ...] = ()
    facts: tuple[Fact, ...] = ()
    fields: tuple[Field, ...] = ()
    choices: tuple[ChoiceField, ...] = ()
    wrong: tuple[Field | ChoiceField, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    declining: Declining | None = None


@dataclass(frozen=True, slots=True)
class CostRow:
    """A line of the cost sheet: what, to whom, how much in all, how much a year."""

    name: str
    payee: str
    amount: str
    yearly: str


@dataclass(frozen=True, slots=True)
class CostSheet:
    """What the firm pays for the money, line by line, and the rule it stands under."""

    rows: tuple[CostRow, ...]
    total: str
    back: str
    forms: tuple[Fact, ...]
    mark: Mark
    rule: str
    since: str
    source: str


@dataclass(frozen=True, slots=True)
class DossierPage:
    """The whole file: how sure, the facts and who vouches for them, findings, the decision."""

    head: Head
    grade: GradeSheet | None
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
    more_facts: tuple[FactRow, ...] = ()
    costs: CostSheet | None = None
    matched: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRow:
    """An offer of the bank's or the agreement it became."""

    firm: str
    url: str
    second: str
    amount: str
    terms: str
    cost: str
    mark: Mark
    on: str


@dataclass(frozen=True, slots=True)
class FilesPage:
    """Every offer the bank has made, the newest first, and what became of it."""

    head: Head
    rows: tuple[FileRow, ...] = ()
    order: str = ""
    empty: State | None = None
    turn: Turn | None = None
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """One agreement: what was agreed, who has signed, the text, and the plan once it runs."""

    head: Head
    facts: tuple[Fact, ...]
    steps: tuple[Event, ...]
    text: str
    fingerprint: str
    plan: Plan | None = None
    plan_note: str = ""
    costs: tuple[CostRow, ...] = ()
    strip: ChannelStrip | None = None
    turn: Turn | None = None
    dialogue: Dialogue | None = None
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment that waits for a key, or is on its way."""

    id: str
    firm: str
    url: str
    second: str
    amount: str
    payee: str
    account: str
    mark: Mark
    act: Action | None = None


@dataclass(frozen=True, slots=True)
class KeysPage:
    """Payments that wait for the bank's key, and those on their way; each asks before it goes."""

    head: Head
    waiting: tuple[PaymentRow, ...] = ()
    under_way: tuple[PaymentRow, ...] = ()
    dialogues: tuple[Dialogue, ...] = ()
    empty: State | None = None
    turn: Turn | None = None
    strip: ChannelStrip | None = None
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class LoanRow:
    """A loan of the portfolio: lent, back, still owed, late or next due."""

    firm: str
    url: str
    second: str
    lent: str
    back: str
    owed: str
    interest: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class PortfolioPage:
    """What was lent, what came back, what is late; late loans first, and the sum that holds."""

    head: Head
    strip: ChannelStrip | None = None
    coming: Plan | None = None
    coming_note: str = ""
    late: tuple[LoanRow, ...] = ()
    rows: tuple[LoanRow, ...] = ()
    total: LoanRow | None = None
    order: str = ""
    empty: State | None = None
    turn: Turn | None = None
    messages: tuple[Message, ...] = ()
