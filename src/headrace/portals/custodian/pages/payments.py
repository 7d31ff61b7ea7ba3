"""Payments at the custodian: the releases of the day, and one of them, as values."""

from dataclasses import dataclass

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.drawings.gauges import Checks
from headrace.portals.pieces import (
    Action,
    ChoiceField,
    Dialogue,
    Event,
    Fact,
    Head,
    Mark,
    Message,
    State,
    Turn,
)


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment: from whom to whom, how many conditions are met, whose turn it is."""

    payer: str
    url: str
    what: str
    payee: str
    account: str
    amount: str
    checks: Checks
    met: str
    first_key: str
    mark: Mark
    act: Action | None = None


@dataclass(frozen=True, slots=True)
class ReleasesPage:
    """What waits for the second key, what is on its way, what ended in the last days."""

    head: Head
    waiting: tuple[PaymentRow, ...] = ()
    under_way: tuple[PaymentRow, ...] = ()
    ended: tuple[PaymentRow, ...] = ()
    dialogues: tuple[Dialogue, ...] = ()
    empty: State | None = None
    turn: Turn | None = None
    strip: ChannelStrip | None = None
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Cancelling:
    """The way to take a payment back, folded until it is wanted."""

    post_to: str
    key: str
    reason: ChoiceField
    open: bool = False


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """One payment: its conditions one by one, its course, the key and the way back."""

    head: Head
    facts: tuple[Fact, ...]
    conditions: tuple[Mark, ...]
    course: tuple[Event, ...]
    dialogue: Dialogue | None = None
    cancelling: Cancelling | None = None
    turn: Turn | None = None
    strip: ChannelStrip | None = None
    messages: tuple[Message, ...] = ()
