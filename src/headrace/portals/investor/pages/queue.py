"""The loan officer's queue, as values."""

from dataclasses import dataclass

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.drawings.days import Sparkline
from headrace.portals.drawings.gauges import Checks
from headrace.portals.drawings.grade import GradeBand
from headrace.portals.pieces import Action, Head, Mark, Message, State, Turn


@dataclass(frozen=True, slots=True)
class QueueRow:
    """
    A file of the queue: who, how much, grade with band, checks, sales, whose turn by when.

    `waited` is how long the request has been open; `minutes` what people spent on it, if known.
    """

    firm: str
    url: str
    second: str
    amount: str
    terms: str
    checks: Checks
    turn: Mark
    band: GradeBand | None = None
    sales: Sparkline | None = None
    minutes: str = ""
    selected: bool = False
    waited: str = ""


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Files that wait, due first, in an order that is stated; `timed` if minutes are known."""

    head: Head
    rows: tuple[QueueRow, ...]
    order: str
    strip: ChannelStrip | None = None
    rest: Action | None = None
    turn: Turn | None = None
    messages: tuple[Message, ...] = ()
    empty: State | None = None
    timed: bool = True
