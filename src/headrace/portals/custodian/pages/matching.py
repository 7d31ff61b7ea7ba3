"""Our book against the bank, day by day, and the gaps that are open, as values."""

from dataclasses import dataclass

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.pieces import Field, Head, Mark, Message, State, Turn


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day with its statement: five figures to the fen and the gap."""

    day: str
    second: str
    opening: str
    paid_in: str
    paid_out: str
    ledger: str
    closing: str
    gap: Mark


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap that nobody has explained yet, and the form that closes it."""

    kind: str
    second: str
    figures: str
    post_to: str = ""
    key: str = ""
    note: Field | None = None


@dataclass(frozen=True, slots=True)
class MatchingPage:
    """The proof of the last days and what is open in it."""

    head: Head
    days: tuple[DayRow, ...] = ()
    gaps: tuple[GapRow, ...] = ()
    sums: str = ""
    wrong: tuple[Field, ...] = ()
    empty: State | None = None
    turn: Turn | None = None
    strip: ChannelStrip | None = None
    messages: tuple[Message, ...] = ()
