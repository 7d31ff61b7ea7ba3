"""What the public pages show: plain values."""

from dataclasses import dataclass
from typing import Literal

from headrace.portals.pieces import Action, Head, Mark, Message


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
class ChooserPage:
    """Who the visitor would like to be."""

    head: Head
    places: tuple[Place, ...]
    clock: str = ""
    clock_acts: tuple[Action, ...] = ()
    messages: tuple[Message, ...] = ()
    turn: None = None
