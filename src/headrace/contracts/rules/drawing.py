"""The life of one drawdown as a table, and when a loan can be undrawn."""

from enum import StrEnum

from tenor.loan import State as LoanState


class State(StrEnum):
    """Where a request for the money stands."""

    PREPARED = "prepared"
    BOOKED = "booked"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    RETURNED = "returned"


class Event(StrEnum):
    """What the custodian's ledger tells of its payment."""

    BOOK = "book"
    REJECT = "reject"
    CANCEL = "cancel"
    RETURN = "return"


UNDER_WAY = (State.PREPARED, State.BOOKED)
"""While one of these stands, the money cannot be asked for again nor the agreement given up."""

_NEXT = {
    (State.PREPARED, Event.BOOK): State.BOOKED,
    (State.PREPARED, Event.REJECT): State.REJECTED,
    (State.PREPARED, Event.CANCEL): State.CANCELLED,
    (State.BOOKED, Event.RETURN): State.RETURNED,
}
_UNDONE_FROM = frozenset({LoanState.DRAWN, LoanState.IN_ARREARS})


def follows(state: str, event: Event) -> State | None:
    """Return the state that follows; None where what is told again, or late, changes nothing."""
    return _NEXT.get((State(state), event))


def can_be_undone(state: str, *, serviced: bool) -> bool:
    """
    Say whether a loan whose drawn money came back is simply not drawn again.

    :param serviced: a part of a receipt was put on its plan: then the parties must settle it
    """
    return not serviced and LoanState(state) in _UNDONE_FROM
