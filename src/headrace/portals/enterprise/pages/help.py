"""What the help shows."""

from dataclasses import dataclass

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.pieces import (
    Event,
    Head,
    Message,
    Turn,
)


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
