"""The loans of a bank, as values."""

from dataclasses import dataclass

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.drawings.plan import Plan
from headrace.portals.pieces import Head, Mark, Message, State, Turn


@dataclass(frozen=True, slots=True)
class LoanRow:
    """A loan of the portfolio: lent, back, still owed, late or next due."""

    firm: str
    url: str
    second: str
    lent: str
    back: str
    owed: str
    interest: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class PortfolioPage:
    """What was lent, what came back, what is late; late loans first, and the sum that holds."""

    head: Head
    strip: ChannelStrip | None = None
    coming: Plan | None = None
    coming_note: str = ""
    late: tuple[LoanRow, ...] = ()
    rows: tuple[LoanRow, ...] = ()
    total: LoanRow | None = None
    order: str = ""
    empty: State | None = None
    turn: Turn | None = None
    messages: tuple[Message, ...] = ()
