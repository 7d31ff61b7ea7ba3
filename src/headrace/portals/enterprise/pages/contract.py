"""What the page of a contract shows."""

from dataclasses import dataclass
from typing import Literal

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.drawings.gauges import Parts
from headrace.portals.drawings.plan import Plan
from headrace.portals.pieces import (
    Action,
    Dialogue,
    Event,
    Fact,
    Field,
    Head,
    Mark,
    Message,
    State,
    Turn,
)


@dataclass(frozen=True, slots=True)
class InstalmentRow:
    """One instalment of the table; figures to the fen, the day as an ISO date."""

    month: str
    due: str
    principal: str
    interest: str
    paid: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Went:
    """Where a payment went."""

    title: str
    note: str
    parts: Parts


@dataclass(frozen=True, slots=True)
class CostRow:
    """One line of the cost sheet: what for, to whom, how much in all, a year."""

    name: str
    payee: str
    amount: str
    yearly: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the agreement: its title, the head of a chapter, a clause, or part of a list."""

    kind: Literal["title", "head", "clause", "item"]
    words: str


@dataclass(frozen=True, slots=True)
class DrawingForm:
    """The one answer before money comes: which account."""

    title: str
    words: str
    field: Field
    post_to: str
    key: str
    submit: str
    consequence: str


@dataclass(frozen=True, slots=True)
class Paying:
    """How to pay: to which account, under which reference; in the demo town a bank that pays."""

    facts: tuple[Fact, ...]
    words: str
    act: Action | None = None


@dataclass(frozen=True, slots=True)
class NoContractPage:
    """A firm without a contract."""

    head: Head
    empty: State
    messages: tuple[Message, ...] = ()
    turn: Turn | None = None
    strip: ChannelStrip | None = None


@dataclass(frozen=True, slots=True)
class ContractPage:
    """The plan, what happens next with dates and clauses, the latest instalments, the terms."""

    head: Head
    plan: Plan
    plan_note: str
    events: tuple[Event, ...]
    instalments: tuple[InstalmentRow, ...]
    terms: tuple[Fact, ...]
    terms_title: str = ""
    costs: tuple[CostRow, ...] = ()
    text: tuple[TextLine, ...] = ()
    text_open: bool = False
    document: Action | None = None
    document_digest: str = ""
    papers: tuple[Action, ...] = ()
    strip: ChannelStrip | None = None
    turn: Turn | None = None
    went: Went | None = None
    dialogue: Dialogue | None = None
    drawing: DrawingForm | None = None
    paying: Paying | None = None
    others: tuple[Action, ...] = ()
    wrong: tuple[Field, ...] = ()
    messages: tuple[Message, ...] = ()
