"""A provider's past findings, as values."""

from dataclasses import dataclass

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.pieces import Head, Mark, Message, State, Turn


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding: about whom, what was found, until when it counts, how it stands."""

    firm: str
    url: str
    second: str
    outcome: str
    sure: str
    until: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """Every finding the provider signed, newest first."""

    head: Head
    rows: tuple[FindingRow, ...] = ()
    empty: State | None = None
    turn: Turn | None = None
    strip: ChannelStrip | None = None
    messages: tuple[Message, ...] = ()
