"""Payments that wait for a key, as values."""

from dataclasses import dataclass

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.pieces import Action, Dialogue, Head, Mark, Message, State, Turn


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment that waits for a key, or is on its way."""

    id: str
    firm: str
    url: str
    second: str
    amount: str
    payee: str
    account: str
    mark: Mark
    act: Action | None = None


@dataclass(frozen=True, slots=True)
class KeysPage:
    """Payments that wait for the bank's key, and those on their way; each asks before it goes."""

    head: Head
    waiting: tuple[PaymentRow, ...] = ()
    under_way: tuple[PaymentRow, ...] = ()
    dialogues: tuple[Dialogue, ...] = ()
    empty: State | None = None
    turn: Turn | None = None
    strip: ChannelStrip | None = None
    messages: tuple[Message, ...] = ()
