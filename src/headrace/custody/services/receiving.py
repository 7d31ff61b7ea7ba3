"""What the custodian tells us: taken in once, whole, whatever order it comes in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from headrace.custody.models import Book, Message
from headrace.custody.ports import (
    CustodianMessage,
    Notification,
    Statement,
    StatusReport,
    channel_of,
)
from headrace.custody.rules.doors import check_custodian
from headrace.custody.rules.messages import ForeignAccount, MessageAltered, StatementGap
from headrace.custody.services import answers, booking, breaks, statements
from headrace.kit.actors import Actor
from headrace.kit.canonical import digest
from headrace.kit.clock import day_of
from headrace.kit.errors import CentreError
from headrace.kit.transactions import transaction

NEW, SEEN = "new", "seen"


@dataclass(frozen=True, slots=True)
class CollectionReport:
    """What one round of collecting did; `refused` pairs a cursor with the problem's code."""

    taken: int
    refused: tuple[tuple[str, str], ...]


def collect_messages(*, book_id: UUID, by: Actor, at: datetime) -> CollectionReport:
    """
    Fetch what the custodian has sent since the last time and take in each message.

    A refused message is told and left behind; it can be handed in again through
    `receive_message` when its cause is mended.

    :raises CustodianSilent: nothing is lost, the next round asks from the same place
    :raises NotTheCustodian: neither background work nor the custodian's checker
    """
    book = Book.objects.get(pk=book_id)
    check_custodian(by, custodian_id=book.custodian_id)
    channel = channel_of(book.custodian_id)
    taken, refused = 0, []
    for envelope in channel.fetch_messages(book.account_number, book.mail_cursor):
        try:
            receive_message(book_id=book_id, xml=envelope.xml, by=by, at=at)
            taken += 1
        except CentreError as problem:
            refused.append((envelope.cursor, problem.code()))
            _note_refused(book_id=book_id, cursor=envelope.cursor, problem=problem, by=by, at=at)
        Book.objects.filter(pk=book_id).update(mail_cursor=envelope.cursor)
    return CollectionReport(taken, tuple(refused))


def receive_message(*, book_id: UUID, xml: bytes, by: Actor, at: datetime) -> str:
    """
    Take in pain.002, camt.052, camt.053 or camt.054; return `new`, or `seen` for a second copy.

    :raises StatementGap: a statement is missing before this one; nothing of it is booked
    :raises MessageAltered: its id came before with other contents
    :raises ForeignAccount: it speaks of another account
    :raises CurrencyForeign: it speaks of another currency; nothing of it is booked
    :raises NotTheCustodian: neither background work nor the custodian's checker
    """
    try:
        return take_in(book_id=book_id, xml=xml, by=by, at=at)
    except StatementGap as gap:
        _note_gap(book_id=book_id, gap=gap, by=by, at=at)
        raise


@transaction
def take_in(*, book_id: UUID, xml: bytes, by: Actor, at: datetime) -> str:
    """Read a message and book what it says, in one transaction."""
    # One message at a time for a book: two copies that arrive together are not both new.
    book = Book.objects.select_for_update().get(pk=book_id)
    check_custodian(by, custodian_id=book.custodian_id)
    message = channel_of(book.custodian_id).read(xml)
    if not isinstance(message, StatusReport) and message.account != book.account_number:
        raise ForeignAccount
    if not _is_new(book_id, message, xml, at):
        return SEEN
    if isinstance(message, StatusReport):
        answers.take(book, message, by, at)
    elif isinstance(message, Statement):
        statements.take(book, message, by, at)
    else:
        booking.book_entries(book, message.entries, seen_in=message.kind, by=by, at=at)
    return NEW


def _is_new(book_id: UUID, message: CustodianMessage, xml: bytes, at: datetime) -> bool:
    # Channels differ in the white space around a message, and in nothing else.
    content_hash = digest(xml.strip())
    row, new = Message.objects.get_or_create(
        book_id=book_id,
        message_id=message.message_id,
        defaults={"kind": _kind(message), "content_hash": content_hash, "received_at": at},
    )
    if not new and bytes(row.content_hash) != content_hash:
        raise MessageAltered(message_id=message.message_id)
    return new


def _kind(message: CustodianMessage) -> str:
    if isinstance(message, Notification):
        return message.kind
    return "camt.053" if isinstance(message, Statement) else "pain.002"


@transaction
def _note_gap(*, book_id: UUID, gap: StatementGap, by: Actor, at: datetime) -> None:
    breaks.found(
        book_id=book_id,
        kind="statement_gap",
        on=day_of(at),
        evidence=f"statement {gap.facts['number']}",
        expected_minor=gap.facts["expected_minor"],
        found_minor=gap.facts["found_minor"],
        by=by,
        at=at,
    )


@transaction
def _note_refused(
    *, book_id: UUID, cursor: str, problem: CentreError, by: Actor, at: datetime
) -> None:
    """A message left behind is a break of its own, whatever was wrong with it."""
    breaks.found(
        book_id=book_id,
        kind="message_refused",
        on=day_of(at),
        evidence=f"{cursor} {problem.code()}"[:80],
        by=by,
        at=at,
    )
