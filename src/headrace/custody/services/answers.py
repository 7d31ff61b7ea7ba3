"""The custodian's status report (pain.002) on our instructions."""

from datetime import datetime
from uuid import UUID

from headrace.custody.models import Book, Instruction
from headrace.custody.ports import PaymentStatus, StatusReport
from headrace.custody.rules.instructions import Event, State, after, allows
from headrace.custody.services import breaks
from headrace.custody.services.instructions import tell
from headrace.custody.services.posting import NewTransfer, derived_id, post_whole
from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.subjects import Subject

_ACCEPTED = frozenset({"ACCP", "ACSP", "ACSC", "ACTC", "ACWC"})
_REJECTED = "RJCT"
# The bank has this message already: its first answer stands, this one says nothing of the payment.
_DUPLICATE = "DUPL"


def take(book: Book, report: StatusReport, by: Actor, at: datetime) -> None:
    """Move every instruction that the report speaks of."""
    if report.group_status == _REJECTED and not report.payments:
        if report.group_reason != _DUPLICATE:
            _whole_message(book, report, by, at)
        return
    for payment in report.payments:
        row = instruction_of(book.id, payment.end_to_end_id)
        if row is None:
            _unknown(book, report, payment.end_to_end_id, by, at)
        else:
            _answered(row, payment, by, at)


def _whole_message(book: Book, report: StatusReport, by: Actor, at: datetime) -> None:
    row = _locked(book.id, id=_as_uuid(report.original_message_id))
    if row is None:
        _unknown(book, report, report.original_message_id, by, at)
    else:
        _rejected(row, report.group_reason, by, at)


def _answered(row: Instruction, payment: PaymentStatus, by: Actor, at: datetime) -> None:
    if payment.status == _REJECTED:
        _rejected(row, payment.reason, by, at)
    elif payment.status in _ACCEPTED and allows(row.state, Event.ACCEPT):
        row.state, row.answered_at = after(row.state, Event.ACCEPT), at
        row.save(force_update=True)
        tell("accepted", row, by, at)


def _rejected(row: Instruction, reason: str, by: Actor, at: datetime) -> None:
    if row.state == State.BOOKED:
        _announce_return(row, reason, by, at)
        return
    if not allows(row.state, Event.REJECT):
        _late(row, by, at)
        return
    void = NewTransfer(
        id=derived_id(row.transfer_id, "voided"),
        kind="void_pending",
        event_at=at,
        pending_id=row.transfer_id,
        group_id=row.id,
        subject=Subject(row.subject_kind, row.subject_id),
    )
    post_whole(book_id=row.book_id, transfers=[void], currency=row.currency, at=at)
    row.state, row.answered_at, row.reason_code = after(row.state, Event.REJECT), at, reason
    row.save(force_update=True)
    tell("rejected", row, by, at, reason=reason)


def _announce_return(row: Instruction, reason: str, by: Actor, at: datetime) -> None:
    """
    Note that a booked payment will come back.

    Nothing is posted: the bank has not credited the account yet, and money that is promised by a
    message alone could be spent a second time. The break stays open until the line is there.
    """
    row.state, row.answered_at, row.reason_code = after(row.state, Event.REJECT), at, reason
    row.save(force_update=True)
    tell("returning", row, by, at, reason=reason)
    _late(row, by, at)


def _late(row: Instruction, by: Actor, at: datetime) -> None:
    breaks.found(
        book_id=row.book_id,
        kind="late_rejection",
        on=day_of(at),
        evidence=row.transfer_id.hex,
        expected_minor=row.amount_minor,
        by=by,
        at=at,
    )


def _unknown(book: Book, report: StatusReport, what: str, by: Actor, at: datetime) -> None:
    breaks.found(
        book_id=book.id,
        kind="unknown_answer",
        on=day_of(at),
        evidence=f"{report.message_id} {what}"[:80],
        by=by,
        at=at,
    )


def instruction_of(book_id: UUID, end_to_end_id: str) -> Instruction | None:
    """Return the instruction, locked, whose payment carries this EndToEndId, or None."""
    return _locked(book_id, transfer_id=_as_uuid(end_to_end_id))


def _locked(book_id: UUID, **where: UUID | None) -> Instruction | None:
    if None in where.values():
        return None
    return Instruction.objects.select_for_update().filter(book_id=book_id, **where).first()


def _as_uuid(text: str) -> UUID | None:
    """Return the id in 32 hex digits, or None for somebody else's reference."""
    try:
        return UUID(hex=text) if len(text) == 32 else None
    except ValueError:
        return None
