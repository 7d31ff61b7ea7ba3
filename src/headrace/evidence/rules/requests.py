"""Requests to providers: the moves of their life, and who may be asked."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from uuid import UUID

from headrace.kit.errors import N_, Refused


class RequestState(StrEnum):
    """Where a request stands; a late one can still be answered, and stays visibly late."""

    OPEN = "open"
    ACCEPTED = "accepted"
    IN_WORK = "in_work"
    ANSWERED = "answered"
    LATE = "late"
    DECLINED = "declined"
    CONTESTED = "contested"


class RequestMove(StrEnum):
    """What can happen to a request."""

    REASSIGN = "reassign"
    ACCEPT = "accept"
    START = "start"
    ANSWER = "answer"
    DECLINE = "decline"
    LAPSE = "lapse"
    CONTEST = "contest"
    UPHOLD = "uphold"
    WITHDRAW = "withdraw"


WAITING = (RequestState.OPEN, RequestState.ACCEPTED, RequestState.IN_WORK)
"""States in which the provider's time runs."""

ANSWERABLE = (*WAITING, RequestState.LATE)

_NEXT = {
    (RequestState.OPEN, RequestMove.REASSIGN): RequestState.OPEN,
    (RequestState.LATE, RequestMove.REASSIGN): RequestState.OPEN,
    (RequestState.OPEN, RequestMove.ACCEPT): RequestState.ACCEPTED,
    (RequestState.ACCEPTED, RequestMove.START): RequestState.IN_WORK,
    **{(state, RequestMove.ANSWER): RequestState.ANSWERED for state in ANSWERABLE},
    **{(state, RequestMove.DECLINE): RequestState.DECLINED for state in ANSWERABLE},
    **{(state, RequestMove.LAPSE): RequestState.LATE for state in WAITING},
    (RequestState.ANSWERED, RequestMove.CONTEST): RequestState.CONTESTED,
    (RequestState.CONTESTED, RequestMove.UPHOLD): RequestState.ANSWERED,
    (RequestState.ANSWERED, RequestMove.WITHDRAW): RequestState.DECLINED,
    (RequestState.CONTESTED, RequestMove.WITHDRAW): RequestState.DECLINED,
}

DONE = (RequestState.ANSWERED, RequestState.CONTESTED)
"""States in which an answer is there, disputed or not."""

ROLE_OF_KIND = {"insurance": "insurer", "credit_history": "rating"}
"""The role whose licence answers a kind of request, where the two have different names."""

_KIND_OF_ROLE = {"insurer": "insurance"}


class RequestMoveRefused(Refused):
    """The request does not stand where this move begins."""

    message = N_("A request that is {state} cannot be moved by {move}.")
    remedy = N_("Look at the request again: it may have been answered or given to another.")

    def __init__(self, *, state: str, move: str) -> None:
        super().__init__(field="request_id", state=state, move=move)


class ProviderNotEligible(Refused):
    """The provider has no licence for this kind, or would judge himself."""

    message = N_("This provider may not answer a request of the kind {kind} for this firm.")
    remedy = N_("Choose an accredited provider that is independent of the firm.")
    journalled = ("kind",)

    def __init__(self, *, kind: str) -> None:
        super().__init__(field="provider_id", kind=kind)


def after(state: RequestState, move: RequestMove) -> RequestState:
    """Return the state that follows; :raises RequestMoveRefused: the table has no such move."""
    try:
        return _NEXT[state, move]
    except KeyError:
        raise RequestMoveRefused(state=state, move=move) from None


def kind_of(role_or_kind: str) -> str:
    """Return the kind of finding that is asked for under the name of the provider's role."""
    return _KIND_OF_ROLE.get(role_or_kind, role_or_kind)


def role_for(kind: str) -> str:
    """Return the role that a provider needs to answer a kind of request."""
    return ROLE_OF_KIND.get(kind, kind)


def by_load(eligible: Iterable[UUID], *, open_counts: Mapping[UUID, int]) -> list[UUID]:
    """
    Return providers in the order in which they are asked: the fewest open requests first.

    Equal counts go by id, so that a choice can be checked afterwards.
    """
    return sorted(eligible, key=lambda each: (open_counts.get(each, 0), each))
