"""What the owner's pages show: plain values, filled from queries by the views."""

from dataclasses import dataclass
from typing import Literal

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.drawings.days import DailyBars
from headrace.portals.drawings.gauges import LimitGauge, Parts, RangeAxis, TimeSpan
from headrace.portals.drawings.plan import Plan
from headrace.portals.pieces import (
    Action,
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
    Step,
    Turn,
)


@dataclass(frozen=True, slots=True)
class Improvement:
    """A proof that would help: what it does, what it is worth, what it takes."""

    act: Action
    effect: str
    worth: str
    effort: str


@dataclass(frozen=True, slots=True)
class NextRepayment:
    """The next instalment with its day, account and loan."""

    amount: str
    where: str
    note: str
    plan: Plan
    act: Action | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """What is asked against what the evidence bears."""

    gauge: LimitGauge
    asked: str
    limit: str
    words: str
    sentence: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """Whose turn it is, where the request stands, the grade, what would help, what is due next."""

    head: Head
    steps: tuple[Step, ...] = ()
    steps_note: str = ""
    turn: Turn | None = None
    strip: ChannelStrip | None = None
    grade: GradeSheet | None = None
    limit: Limit | None = None
    improvements: tuple[Improvement, ...] = ()
    sales: DailyBars | None = None
    sales_note: str = ""
    sales_missing: State | None = None
    next_repayment: NextRepayment | None = None
    messages: tuple[Message, ...] = ()
    empty: State | None = None
    withdraw: Action | None = None
    dialogue: Dialogue | None = None
    is_repaying: bool = False


@dataclass(frozen=True, slots=True)
class Indication:
    """What a way of financing would likely cost, what it needs and how long it takes."""

    name: str
    cost: str
    axis: RangeAxis
    needs: str
    days: str


@dataclass(frozen=True, slots=True)
class ClosedWay:
    """A way of financing that the pack in force does not allow: why, since when, by which pack."""

    name: str
    words: str
    rule: str
    since: str
    pack: str
    url: str


@dataclass(frozen=True, slots=True)
class AskPage:
    """Three questions and, under them, what a firm like this could get."""

    head: Head
    amount: Field
    purpose: ChoiceField
    wanted: ChoiceField
    months: ChoiceField
    key: str
    post_to: str
    indications_from: str
    indications: tuple[Indication, ...]
    indications_words: str
    submit: str
    reassurance: str = ""
    closed: tuple[ClosedWay, ...] = ()
    wrong: tuple[Field | ChoiceField, ...] = ()
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class SentencesPage:
    """What funders decide by, told in two sentences; the three answers stand above."""

    head: Head
    facts: tuple[Fact, ...]
    fields: tuple[Field, ...]
    hidden: tuple[tuple[str, str], ...]
    key: str
    post_to: str
    publish: str
    keep: str
    reassurance: str = ""
    wrong: tuple[Field, ...] = ()
    messages: tuple[Message, ...] = ()
    turn: Turn | None = None
    strip: ChannelStrip | None = None


@dataclass(frozen=True, slots=True)
class OfferColumn:
    """
    One offer in the comparison; drawings share their axis with the other columns.

    `days` and `span` only where it is known when money can come.
    """

    name: str
    funder: str
    covers: str
    covers_mark: Mark
    cost: str
    axis: RangeAxis
    cost_in_all: str
    security: str
    plan: Plan
    repay: str
    mind: str
    act: Action | None = None
    other_act: Action | None = None
    days: str = ""
    span: TimeSpan | None = None
    date_mark: Mark | None = None
    fees: str = ""
    chosen: bool = False
    good_until: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """The cheapest that covers all, with its act."""

    title: str
    words: str
    act: Action


@dataclass(frozen=True, slots=True)
class OffersPage:
    """Offers side by side on shared axes, and the ways that are closed with their reason."""

    head: Head
    offers: tuple[OfferColumn, ...] = ()
    advice: Advice | None = None
    closed: tuple[ClosedWay, ...] = ()
    strip: ChannelStrip | None = None
    turn: Turn | None = None
    messages: tuple[Message, ...] = ()
    empty: State | None = None
    dialogues: tuple[Dialogue, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows the comparison has: a closed way spans them all."""
        return 6 + sum((self.has_days, self.has_fees, self.can_act))

    @property
    def has_days(self) -> bool:
        """Whether it is known when money can come."""
        return any(each.span for each in self.offers)

    @property
    def has_fees(self) -> bool:
        """Whether the fees have a row."""
        return any(each.fees for each in self.offers)

    @property
    def can_act(self) -> bool:
        """Whether an offer can still be chosen."""
        return any(each.act for each in self.offers)


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
    strip: ChannelStrip | None = None
    turn: Turn | None = None
    went: Went | None = None
    dialogue: Dialogue | None = None
    drawing: DrawingForm | None = None
    paying: Paying | None = None
    others: tuple[Action, ...] = ()
    wrong: tuple[Field, ...] = ()
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A bold line and the sentence under it."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class HelpPage:
    """Who sees what, how money comes, and what was consented to."""

    head: Head
    sees: tuple[Line, ...]
    way: tuple[Event, ...]
    consents: tuple[Line, ...] = ()
    consents_note: str = ""
    turn: Turn | None = None
    strip: ChannelStrip | None = None
    messages: tuple[Message, ...] = ()
