"""The pieces that page models are made of: plain values, already worded, for the partials."""

from dataclasses import dataclass, field
from typing import Literal

from headrace.portals.drawings.grade import GradeBand

MarkKind = Literal["done", "wait", "turn", "part", "near", "late", "refused", "closed"]
VouchKind = Literal["register", "signed", "feed", "said", "stale"]
When = Literal["done", "now", "ahead"]


@dataclass(frozen=True, slots=True)
class Action:
    """
    A button or link: verb and object, with the amount where money moves.

    A `method` of "post" makes a form with its own submit button and, if there is a `key`, a hidden
    number that keeps it from being done twice; `opens` names the dialogue that asks first (without
    script the address shows it); `why_not` is the reason a button is shown but cannot be used.
    """

    label: str
    url: str
    method: Literal["get", "post"] = "get"
    why_not: str = ""
    name: str = ""
    value: str = ""
    key: str = ""
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """Where am I, the finding, one line more, and at most one filled and one outlined button."""

    where: str
    finding: str
    lead: str = ""
    main_act: Action | None = None
    other_act: Action | None = None
    back: Action | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What the reader is to do, by when, how long it takes."""

    title: str
    words: str
    act: Action


@dataclass(frozen=True, slots=True)
class Mark:
    """A status: its shape and its words."""

    kind: MarkKind
    words: str


@dataclass(frozen=True, slots=True)
class Vouched:
    """Who stands behind a fact and how old it is; what opens: method, hash, signature, consent."""

    kind: VouchKind
    who: str
    age: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One of the seven steps of a request."""

    when: When
    title: str
    date: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a timeline: past with tick, now on ochre, future plain."""

    when: When
    date: str
    title: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label, its value and a smaller second line."""

    label: str
    value: str
    second: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A typed answer. `kind` amount reads the number back; what was typed stays in `value`."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    error: str = ""
    kind: Literal["text", "amount", "number", "date", "area", "code"] = "text"
    before: str = ""
    after: str = ""
    autocomplete: str = "off"
    required: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """One visible option."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """A question with up to six visible options."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    hint: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """Race = done, ochre = in time, brick = refused with rule, value, date and source."""

    kind: Literal["done", "in-time", "refused", "doubt"]
    strong: str
    words: str = ""
    act: Action | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A part of a page that has nothing to show: empty, loading, failed, or not the reader's."""

    kind: Literal["empty", "loading", "failed", "forbidden"]
    title: str
    words: str
    act: Action | None = None
    note: str = ""
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What cannot be taken back: asked with its amount, its facts and its consequence."""

    id: str
    question: str
    facts: tuple[Fact, ...]
    consequence: str
    act: Action
    open: bool = False


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A figure of the heat map: its class 1 to 5, or none where too few firms stand behind it."""

    words: str
    step: Literal[1, 2, 3, 4, 5] | None
    look: bool = False


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Rows are districts, columns models; the figure stands in every cell."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatCell, ...]], ...]
    classes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class GradeSheet:
    """A grade with its band, the sentence a banker and an owner both read, and its age."""

    band: GradeBand
    between: str
    sentence: str
    range: str
    note: str = ""
