"""What becomes of a demand that was shown to a lender."""

from enum import StrEnum

from headrace.kit.errors import N_, Refused


class State(StrEnum):
    """Where a push stands; `ended` means that it no longer fits."""

    SHOWN = "shown"
    OPENED = "opened"
    ACTED = "acted"
    MUTED = "muted"
    DECLINED = "declined"
    ENDED = "ended"


class Event(StrEnum):
    """What can happen to a push."""

    OPEN = "open"
    ACT = "act"
    MUTE = "mute"
    DECLINE = "decline"
    END = "end"


NEXT = {
    (State.SHOWN, Event.OPEN): State.OPENED,
    (State.SHOWN, Event.ACT): State.ACTED,
    (State.SHOWN, Event.MUTE): State.MUTED,
    (State.SHOWN, Event.DECLINE): State.DECLINED,
    (State.SHOWN, Event.END): State.ENDED,
    (State.OPENED, Event.OPEN): State.OPENED,
    (State.OPENED, Event.ACT): State.ACTED,
    (State.OPENED, Event.MUTE): State.MUTED,
    (State.OPENED, Event.DECLINE): State.DECLINED,
    (State.OPENED, Event.END): State.ENDED,
    (State.ACTED, Event.OPEN): State.ACTED,
    (State.ACTED, Event.ACT): State.ACTED,
    (State.MUTED, Event.OPEN): State.MUTED,
    (State.MUTED, Event.ACT): State.ACTED,
    (State.DECLINED, Event.OPEN): State.DECLINED,
}
WAITING = frozenset({State.SHOWN, State.OPENED})
ON_THE_DESK = WAITING | {State.ACTED}
DECLINE_CODES = frozenset(
    {"too_risky", "too_much_debt", "purpose", "sector", "evidence", "capacity", "other"}
)


class PushStateRefused(Refused):
    """The matched request was already decided otherwise."""

    message = N_("This matched request is {state}; this step is not possible now.")
    remedy = N_("Open the request again and look at what you decided.")

    def __init__(self, state: State, event: Event) -> None:
        super().__init__(field="demand_id", state=state.value, event=event.value)


class DeclineUnexplained(Refused):
    """A firm is told why, and what would change the answer."""

    message = N_("A decline needs one of the reasons {known} and a sentence for the firm.")
    remedy = N_("Choose a reason and say what would change your answer.")

    def __init__(self) -> None:
        super().__init__(field="reason", known=", ".join(sorted(DECLINE_CODES)))


def after(state: State, event: Event) -> State:
    """Return the state that follows; :raises PushStateRefused: the table has no such move."""
    try:
        return NEXT[state, event]
    except KeyError:
        raise PushStateRefused(state, event) from None


def check_decline(code: str, text: str) -> None:
    """Let pass a decline with a known reason and a sentence; :raises DeclineUnexplained:"""
    if code not in DECLINE_CODES or not text.strip():
        raise DeclineUnexplained
