"""What the public pages show: plain values."""

from dataclasses import dataclass
from typing import Literal

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.pieces import Action, Event, Head, Mark, Message, State


@dataclass(frozen=True, slots=True)
class Seat:
    """A desk one can sit down at: no password in a town that never was."""

    act: Action
    who: str
    awaits: Mark


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the channel with its desks; `dry` where no money passes: who watches."""

    station: Literal["ring", "basin", "wheel", "gate"]
    title: str
    seats: tuple[Seat, ...]
    dry: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A bold line and the sentence under it."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What the centre is, what it never does, and the door."""

    head: Head
    strip: ChannelStrip
    does: tuple[Event, ...]
    never: tuple[Said, ...]
    pack: Said | None = None
    messages: tuple[Message, ...] = ()
    turn: None = None


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in force: its words, its source, since when, and whether a figure is the centre's."""

    words: str
    source: str
    since: str
    until: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class RulesPage:
    """Every rule in force on the day, by pack."""

    head: Head
    packs: tuple[tuple[Said, tuple[RuleLine, ...]], ...]
    messages: tuple[Message, ...] = ()
    turn: None = None
    strip: None = None


@dataclass(frozen=True, slots=True)
class ElsewherePage:
    """The page of a person whose work is done through programs or the back office."""

    head: Head
    state: State
    messages: tuple[Message, ...] = ()
    turn: None = None
    strip: None = None


@dataclass(frozen=True, slots=True)
class ChooserPage:
    """Who the visitor would like to be."""

    head: Head
    places: tuple[Place, ...]
    clock: str = ""
    clock_acts: tuple[Action, ...] = ()
    messages: tuple[Message, ...] = ()
    turn: None = None
