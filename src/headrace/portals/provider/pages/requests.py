"""A provider's requests: the list, and one of them with its form, as values."""

from dataclasses import dataclass

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.drawings.days import DailyBars
from headrace.portals.pieces import (
    Action,
    ChoiceField,
    Event,
    Fact,
    Field,
    Head,
    Mark,
    Message,
    State,
    Turn,
)

AnyField = Field | ChoiceField


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request: about whom, what is asked, by when."""

    firm: str
    url: str
    second: str
    asked: str
    due: Mark
    stands: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What waits today, the most urgent first, then what is disputed."""

    head: Head
    rows: tuple[RequestRow, ...] = ()
    disputed: tuple[RequestRow, ...] = ()
    empty: State | None = None
    turn: Turn | None = None
    strip: ChannelStrip | None = None
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Answering:
    """The form of a finding: its claims, how it was found, how sure."""

    post_to: str
    key: str
    choices: tuple[ChoiceField, ...]
    fields: tuple[Field, ...]
    submit: str


@dataclass(frozen=True, slots=True)
class Folded:
    """A form with one text, folded until it is wanted; `acts` are its buttons."""

    title: str
    post_to: str
    key: str
    field: Field
    acts: tuple[Action, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What the firm lets the provider see: a picture of its sales, or why there is none."""

    consent: Mark
    sales: DailyBars | None = None


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One request: the form or the finding, the firm, what may be seen, what happened."""

    head: Head
    facts: tuple[Fact, ...]
    shown: Shown
    answering: Answering | None = None
    take: Action | None = None
    declining: Folded | None = None
    finding: tuple[Fact, ...] = ()
    course: tuple[Event, ...] = ()
    settling: Folded | None = None
    wrong: tuple[AnyField, ...] = ()
    turn: Turn | None = None
    strip: ChannelStrip | None = None
    messages: tuple[Message, ...] = ()
