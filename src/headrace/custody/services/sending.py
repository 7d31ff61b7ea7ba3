"""Sending: the pending transfer first, then the call, never inside a transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tenor.money import Money

from headrace.custody.models import Book, Instruction
from headrace.custody.ports import PaymentOrder, channel_of
from headrace.custody.queries.accounts import account_of
from headrace.custody.rules.accounts import Purpose
from headrace.custody.rules.doors import check_custodian
from headrace.custody.rules.instructions import Event, InstructionAltered, State, after, allows
from headrace.custody.services.instructions import content_hash, locked, tell
from headrace.custody.services.posting import NewTransfer, post_whole
from headrace.custody.services.receiving import receive_message
from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.errors import CentreError
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction


@dataclass(frozen=True, slots=True)
class SendingReport:
    """What one round of sending did; `waiting` pairs an instruction with the problem's code."""

    sent: tuple[UUID, ...]
    waiting: tuple[tuple[UUID, str], ...]


def send_ready(*, by: Actor, at: datetime) -> SendingReport:
    """Send every released instruction, and again every one whose sending was cut short."""
    due = Instruction.objects.filter(state__in=(State.AUTHORISED, State.SENDING))
    sent, waiting = [], []
    for instruction_id in list(due.order_by("id").values_list("id", flat=True)):
        try:
            send_instruction(by=by, instruction_id=instruction_id, at=at)
            sent.append(instruction_id)
        except CentreError as problem:
            waiting.append((instruction_id, problem.code()))
    return SendingReport(tuple(sent), tuple(waiting))


def send_instruction(*, by: Actor, instruction_id: UUID, at: datetime) -> str:
    """
    Send a released instruction to its custodian and return its state.

    A crash at any point leaves `sending`; calling again finishes it under the same ids. An
    instruction already sent is left alone.

    :raises FundsNotCovered, AccountFrozen: nothing was sent, it stays released
    :raises NotTheCustodian: neither background work nor the custodian's checker
    :raises CustodianSilent: it stays `sending`
    """
    order = begin_sending(by=by, instruction_id=instruction_id, at=at)
    if order is not None:
        channel = channel_of(_book_of(instruction_id).custodian_id)
        answer = channel.submit(channel.write(order))
        record_sent(by=by, instruction_id=instruction_id, at=at)
        if answer is not None:
            receive_message(book_id=_book_of(instruction_id).id, xml=answer, by=by, at=at)
    return str(Instruction.objects.get(id=instruction_id).state)


@transaction
def begin_sending(*, by: Actor, instruction_id: UUID, at: datetime) -> PaymentOrder | None:
    """Reserve the money and mark the instruction `sending`; None if it has left already."""
    row = locked(instruction_id)
    book = Book.objects.get(pk=row.book_id)
    check_custodian(by, custodian_id=book.custodian_id)
    if row.state != State.DRAFTED and not allows(row.state, Event.SEND):
        return None
    state = after(row.state, Event.SEND)
    if content_hash(row) != bytes(row.content_hash):
        raise InstructionAltered
    pend = NewTransfer(
        id=row.transfer_id,
        kind="pend",
        event_at=row.sending_at or at,
        debit_id=row.debit_id,
        credit_id=account_of(row.book_id, None, Purpose.IN_TRANSIT),
        amount_minor=row.amount_minor,
        code=row.purpose_code,
        group_id=row.id,
        subject=Subject(row.subject_kind, row.subject_id),
    )
    post_whole(book_id=row.book_id, transfers=[pend], currency=row.currency, at=at)
    row.state, row.sending_at = state, row.sending_at or at
    row.save(force_update=True)
    return _order(row, book, row.sending_at)


@transaction
def record_sent(*, by: Actor, instruction_id: UUID, at: datetime) -> None:
    """Note that the custodian has the instruction, unless its answer was faster."""
    row = locked(instruction_id)
    if allows(row.state, Event.DELIVERED):
        row.state = after(row.state, Event.DELIVERED)
        row.save(force_update=True)
        tell("sent", row, by, at)


def _order(row: Instruction, book: Book, sending_at: datetime) -> PaymentOrder:
    return PaymentOrder(
        message_id=row.id.hex,
        end_to_end_id=row.transfer_id.hex,
        created_at=sending_at,
        execution_date=day_of(sending_at),
        debtor_name=book.account_name,
        debtor_account=book.account_number,
        payee_name=row.payee_name,
        payee_account=row.payee_account,
        amount=Money.from_minor(row.amount_minor, row.currency),
        purpose_code=row.purpose_code,
        remittance=row.remittance,
    )


def _book_of(instruction_id: UUID) -> Book:
    row = Instruction.objects.get(id=instruction_id)
    return Book.objects.get(pk=row.book_id)
