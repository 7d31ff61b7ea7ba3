"""The life of a loan as a table: which event may follow in which state."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where a loan stands."""

    AGREED = "agreed"
    CANCELLED = "cancelled"
    DRAWN = "drawn"
    IN_ARREARS = "in_arrears"
    RESTRUCTURED = "restructured"
    CALLED = "called"
    WRITTEN_OFF = "written_off"
    REPAID = "repaid"


class Event(StrEnum):
    """What happens to a loan."""

    CANCELLATION = "cancellation"
    DRAWDOWN = "drawdown"
    INSTALMENT_PAID = "instalment_paid"
    INSTALMENT_MISSED = "instalment_missed"
    ARREARS_CLEARED = "arrears_cleared"
    RESTRUCTURING = "restructuring"
    CURE = "cure"
    CALL = "call"
    WRITE_OFF = "write_off"
    RECOVERY = "recovery"
    LAST_INSTALMENT_PAID = "last_instalment_paid"


class TransitionRefused(ValueError):
    """An event that may not happen in the state; both are attributes."""

    def __init__(self, state: State, event: Event) -> None:
        super().__init__(f"{event} may not happen to a loan that is {state}")
        self.state, self.event = state, event


NEXT: Mapping[tuple[State, Event], State] = MappingProxyType(
    {
        (State.AGREED, Event.CANCELLATION): State.CANCELLED,
        (State.AGREED, Event.DRAWDOWN): State.DRAWN,
        # A further tranche is drawn only while the borrower keeps to the plan.
        (State.DRAWN, Event.DRAWDOWN): State.DRAWN,
        (State.DRAWN, Event.INSTALMENT_PAID): State.DRAWN,
        (State.DRAWN, Event.INSTALMENT_MISSED): State.IN_ARREARS,
        (State.DRAWN, Event.RESTRUCTURING): State.RESTRUCTURED,
        # Funds that went to another purpose call a loan that was never late.
        (State.DRAWN, Event.CALL): State.CALLED,
        (State.DRAWN, Event.LAST_INSTALMENT_PAID): State.REPAID,
        (State.IN_ARREARS, Event.INSTALMENT_PAID): State.IN_ARREARS,
        (State.IN_ARREARS, Event.INSTALMENT_MISSED): State.IN_ARREARS,
        (State.IN_ARREARS, Event.ARREARS_CLEARED): State.DRAWN,
        (State.IN_ARREARS, Event.RESTRUCTURING): State.RESTRUCTURED,
        (State.IN_ARREARS, Event.CALL): State.CALLED,
        (State.IN_ARREARS, Event.WRITE_OFF): State.WRITTEN_OFF,
        (State.IN_ARREARS, Event.LAST_INSTALMENT_PAID): State.REPAID,
        (State.RESTRUCTURED, Event.INSTALMENT_PAID): State.RESTRUCTURED,
        (State.RESTRUCTURED, Event.INSTALMENT_MISSED): State.IN_ARREARS,
        (State.RESTRUCTURED, Event.RESTRUCTURING): State.RESTRUCTURED,
        # The watch that follows a restructuring has ended without a fault.
        (State.RESTRUCTURED, Event.CURE): State.DRAWN,
        (State.RESTRUCTURED, Event.CALL): State.CALLED,
        (State.RESTRUCTURED, Event.LAST_INSTALMENT_PAID): State.REPAID,
        (State.CALLED, Event.INSTALMENT_PAID): State.CALLED,
        (State.CALLED, Event.RESTRUCTURING): State.RESTRUCTURED,
        (State.CALLED, Event.WRITE_OFF): State.WRITTEN_OFF,
        (State.CALLED, Event.LAST_INSTALMENT_PAID): State.REPAID,
        # Written off, the claim stays: what comes in is a recovery, and may yet be all of it.
        (State.WRITTEN_OFF, Event.RECOVERY): State.WRITTEN_OFF,
        (State.WRITTEN_OFF, Event.LAST_INSTALMENT_PAID): State.REPAID,
    }
)
"""Every move there is; what is not in it is refused."""


def after(state: State, event: Event) -> State:
    """
    Return the state that follows.

    :raises TransitionRefused: the table has no such move

    >>> after(State.AGREED, Event.DRAWDOWN).value
    'drawn'
    """
    try:
        return NEXT[state, event]
    except KeyError:
        raise TransitionRefused(state, event) from None


def events_in(state: State) -> tuple[Event, ...]:
    """
    Return what may happen in `state`, in the order of Event; nothing ends a final state.

    >>> events_in(State.REPAID)
    ()
    """
    return tuple(event for event in Event if (state, event) in NEXT)
