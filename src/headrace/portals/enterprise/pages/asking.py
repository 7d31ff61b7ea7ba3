"""What the pages of asking show: three questions, then two sentences."""

from dataclasses import dataclass

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.drawings.gauges import RangeAxis
from headrace.portals.pieces import (
    ChoiceField,
    Fact,
    Field,
    Head,
    Message,
    Turn,
)


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
