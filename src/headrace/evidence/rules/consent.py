"""What a consent lets in, and the moves of its life."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from headrace.kit.errors import N_, Malformed, Refused

DATA_KINDS = frozenset({"invoice", "bank", "tax", "order", "logistics", "utility", "device"})
"""The kinds of business data that a firm can consent to, one by one."""

LONGEST_LIFE = timedelta(days=3 * 366)
DEFAULT_LIFE = timedelta(days=365)


class ConsentState(StrEnum):
    """Where a consent stands; only an active one lets data in."""

    REQUESTED = "requested"
    ACTIVE = "active"
    PAUSED = "paused"
    REVOKED = "revoked"
    EXPIRED = "expired"


class ConsentMove(StrEnum):
    """What can happen to a consent."""

    APPROVE = "approve"
    PAUSE = "pause"
    RESUME = "resume"
    REVOKE = "revoke"
    EXPIRE = "expire"


MOVES = {
    (ConsentState.REQUESTED, ConsentMove.APPROVE): ConsentState.ACTIVE,
    (ConsentState.REQUESTED, ConsentMove.REVOKE): ConsentState.REVOKED,
    (ConsentState.REQUESTED, ConsentMove.EXPIRE): ConsentState.EXPIRED,
    (ConsentState.ACTIVE, ConsentMove.PAUSE): ConsentState.PAUSED,
    (ConsentState.ACTIVE, ConsentMove.REVOKE): ConsentState.REVOKED,
    (ConsentState.ACTIVE, ConsentMove.EXPIRE): ConsentState.EXPIRED,
    (ConsentState.PAUSED, ConsentMove.RESUME): ConsentState.ACTIVE,
    (ConsentState.PAUSED, ConsentMove.REVOKE): ConsentState.REVOKED,
    (ConsentState.PAUSED, ConsentMove.EXPIRE): ConsentState.EXPIRED,
}


class ConsentMoveRefused(Refused):
    """The consent does not stand where this move begins."""

    message = N_("A consent that is {state} cannot be moved by {move}.")
    remedy = N_("Grant a new consent if data should flow again.")

    def __init__(self, *, state: str, move: str) -> None:
        super().__init__(field="consent_id", state=state, move=move)


class DataKindsUnknown(Malformed):
    """A consent must name data kinds that exist."""

    message = N_("A consent names at least one kind of data out of {known}.")
    remedy = N_("Choose the kinds of data that you want to show.")

    def __init__(self) -> None:
        super().__init__(field="data_kinds", known=", ".join(sorted(DATA_KINDS)))


class RangeReversed(Malformed):
    """The range of days ends before it begins."""

    message = N_("The data would begin on {from_date} and end on {to_date}.")
    remedy = N_("Let the range end on its first day or later.")

    def __init__(self, *, from_date: date, to_date: date) -> None:
        super().__init__(
            field="to_date", from_date=from_date.isoformat(), to_date=to_date.isoformat()
        )


class LifeOutOfBounds(Malformed):
    """The consent would end before it begins, or live too long."""

    message = N_("A consent lives from now for at most {days} days.")
    remedy = N_("Choose an end within these days.")

    def __init__(self) -> None:
        super().__init__(field="expires_at", days=LONGEST_LIFE.days)


class ConsentUnknown(Refused):
    """There is no consent under this id that concerns the sender."""

    message = N_("No consent is known under this id for the sender.")
    remedy = N_("Send the id of a consent that names you, or ask the firm for one.")

    def __init__(self) -> None:
        super().__init__(field="consentid")


class ConsentNotLive(Refused):
    """The consent is paused, revoked, expired or not yet granted."""

    message = N_("The consent is not in force: it is {state}.")
    remedy = N_("Ask the firm to grant or to resume the consent.")

    def __init__(self, *, state: str) -> None:
        super().__init__(field="consentid", state=state)


class ConsentLacksKind(Refused):
    """The consent does not cover this kind of data."""

    message = N_("The consent does not cover data of the kind {data_kind}.")
    remedy = N_("Ask the firm for a consent that covers this kind.")

    def __init__(self, *, data_kind: str) -> None:
        super().__init__(field="type", data_kind=data_kind)


class ConsentLacksDay(Refused):
    """The day lies outside the consent's range."""

    message = N_("The consent covers {from_date} to {to_date}, not {day}.")
    remedy = N_("Leave out this day, or ask the firm for a wider range.")

    def __init__(self, *, from_date: date, to_date: date, day: date) -> None:
        super().__init__(
            field="issue_date",
            from_date=from_date.isoformat(),
            to_date=to_date.isoformat(),
            day=day.isoformat(),
        )


@dataclass(frozen=True, slots=True)
class ConsentTerms:
    """What a rule needs to know of a consent; `providers` are the organisations named in it."""

    id: UUID
    grantor_id: UUID
    providers: frozenset[UUID]
    data_kinds: frozenset[str]
    from_date: date
    to_date: date
    expires_at: datetime
    state: ConsentState


def after(state: ConsentState, move: ConsentMove) -> ConsentState:
    """Return the state that follows; :raises ConsentMoveRefused: the table has no such move."""
    try:
        return MOVES[state, move]
    except KeyError:
        raise ConsentMoveRefused(state=state, move=move) from None


def check_grantable(
    *,
    data_kinds: Collection[str],
    from_date: date,
    to_date: date,
    expires_at: datetime,
    at: datetime,
) -> None:
    """
    Refuse a consent that covers nothing or lives too long.

    :raises DataKindsUnknown: none, or one that is not in DATA_KINDS
    :raises RangeReversed: the range ends before it begins
    :raises LifeOutOfBounds: it would end before `at` or later than LONGEST_LIFE after it
    """
    if not data_kinds or not DATA_KINDS.issuperset(data_kinds):
        raise DataKindsUnknown
    if from_date > to_date:
        raise RangeReversed(from_date=from_date, to_date=to_date)
    if not at < expires_at <= at + LONGEST_LIFE:
        raise LifeOutOfBounds


def check_covers(terms: ConsentTerms, *, data_kind: str, day: date, at: datetime) -> None:
    """
    Let data in only under a live consent that covers their kind and day.

    :raises ConsentNotLive: paused, revoked, not granted, or its life is over at `at`
    :raises ConsentLacksKind: another kind of data
    :raises ConsentLacksDay: `day` lies outside the range, whose ends are inside
    """
    if terms.state is not ConsentState.ACTIVE:
        raise ConsentNotLive(state=terms.state)
    if at >= terms.expires_at:
        raise ConsentNotLive(state=ConsentState.EXPIRED)
    if data_kind not in terms.data_kinds:
        raise ConsentLacksKind(data_kind=data_kind)
    if not terms.from_date <= day <= terms.to_date:
        raise ConsentLacksDay(from_date=terms.from_date, to_date=terms.to_date, day=day)
