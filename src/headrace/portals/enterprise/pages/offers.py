"""What the comparison of offers shows."""

from dataclasses import dataclass

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.drawings.gauges import RangeAxis, TimeSpan
from headrace.portals.drawings.plan import Plan
from headrace.portals.enterprise.pages.asking import ClosedWay
from headrace.portals.pieces import (
    Action,
    Dialogue,
    Head,
    Mark,
    Message,
    State,
    Turn,
)


@dataclass(frozen=True, slots=True)
class OfferColumn:
    """
    One offer in the comparison; drawings share their axis with the other columns.

    `days` and `span` only where it is known when money can come.
    """

    name: str
    funder: str
    covers: str
    covers_mark: Mark
    cost: str
    axis: RangeAxis
    cost_in_all: str
    security: str
    plan: Plan
    repay: str
    mind: str
    act: Action | None = None
    other_act: Action | None = None
    days: str = ""
    span: TimeSpan | None = None
    date_mark: Mark | None = None
    fees: str = ""
    chosen: bool = False
    good_until: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """The cheapest that covers all, with its act."""

    title: str
    words: str
    act: Action


@dataclass(frozen=True, slots=True)
class OffersPage:
    """Offers side by side on shared axes, and the ways that are closed with their reason."""

    head: Head
    offers: tuple[OfferColumn, ...] = ()
    advice: Advice | None = None
    closed: tuple[ClosedWay, ...] = ()
    strip: ChannelStrip | None = None
    turn: Turn | None = None
    messages: tuple[Message, ...] = ()
    empty: State | None = None
    dialogues: tuple[Dialogue, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows the comparison has: a closed way spans them all."""
        return 6 + sum((self.has_days, self.has_fees, self.can_act))

    @property
    def has_days(self) -> bool:
        """Whether it is known when money can come."""
        return any(each.span for each in self.offers)

    @property
    def has_fees(self) -> bool:
        """Whether the fees have a row."""
        return any(each.fees for each in self.offers)

    @property
    def can_act(self) -> bool:
        """Whether an offer can still be chosen."""
        return any(each.act for each in self.offers)
