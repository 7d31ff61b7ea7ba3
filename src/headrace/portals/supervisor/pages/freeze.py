"""A freeze: the search, the order, the orders in force, as values."""

from dataclasses import dataclass

from headrace.portals.pieces import Action, Dialogue, Event, Fact, Field, Head, Mark, Message, Turn


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A freeze: whose, since when, on what ground; lifted by another officer."""

    party: str
    second: str
    reason: str
    mark: Mark
    act: Action | None = None


@dataclass(frozen=True, slots=True)
class FreezePage:
    """Stop an account: whose, how much, on what ground; and the orders in force."""

    head: Head
    facts: tuple[Fact, ...]
    fields: tuple[Field, ...]
    post_to: str
    key: str
    submit: str
    consequence: str
    wrong: tuple[Field, ...] = ()
    in_force: tuple[Event, ...] = ()
    lift: Action | None = None
    dialogue: Dialogue | None = None
    messages: tuple[Message, ...] = ()
    turn: Turn | None = None
    hidden: tuple[tuple[str, str], ...] = ()
    asks: str = ""
    search: Field | None = None
    search_at: str = ""
    found: tuple[tuple[Action, str], ...] = ()
    not_found: str = ""
    orders: tuple[OrderRow, ...] = ()
    orders_note: str = ""
    found_note: str = ""
