"""Bank accounts to be verified, and accounts that an authority froze, as values."""

from dataclasses import dataclass

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.pieces import Action, Dialogue, Head, Mark, Message, State, Turn


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A party's account at another bank that waits to be verified."""

    holder: str
    second: str
    number: str
    told: str
    mark: Mark
    act: Action | None = None


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """A frozen account with what lies on it."""

    party: str
    purpose: str
    amount: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """What is to be verified first, then what is frozen."""

    head: Head
    waiting: tuple[AccountRow, ...] = ()
    frozen: tuple[FrozenRow, ...] = ()
    dialogues: tuple[Dialogue, ...] = ()
    empty: State | None = None
    turn: Turn | None = None
    strip: ChannelStrip | None = None
    messages: tuple[Message, ...] = ()
