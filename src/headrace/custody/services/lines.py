"""One line of the bank account on its way into the ledger: what it is taken for, and posted as."""

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from headrace.custody.models import Book, Instruction, Reference
from headrace.custody.ports import Entry
from headrace.custody.queries.accounts import account_of
from headrace.custody.rules.accounts import Purpose
from headrace.custody.rules.instructions import Event, after, allows
from headrace.custody.rules.messages import possible_references
from headrace.custody.services import breaks
from headrace.custody.services.answers import instruction_of
from headrace.custody.services.instructions import tell
from headrace.custody.services.posting import NewTransfer, derived_id, post_whole
from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.canonical import digest
from headrace.kit.clock import CIVIL_ZONE
from headrace.kit.ids import id_at
from headrace.kit.subjects import Subject


@dataclass(frozen=True, slots=True)
class Line:
    """A booked line with the book it belongs to; its transfer's id follows from the bank's ref."""

    book: Book
    entry: Entry
    by: Actor
    at: datetime

    @property
    def event_at(self) -> datetime:
        """Noon of the booking day: the bank tells a day, not an hour."""
        return datetime.combine(self.entry.booking_date, time(12), CIVIL_ZONE)

    @property
    def transfer_id(self) -> UUID:
        """The same for every copy of the line."""
        return id_at(self.event_at, digest([self.book.id, self.entry.ref]))

    @property
    def signed_minor(self) -> int:
        """What the line adds to the bank account, in minor units."""
        return self.entry.amount.minor if self.entry.credit else -self.entry.amount.minor


@dataclass(frozen=True, slots=True)
class Taken:
    """What a line was taken for, and the reference that told it."""

    outcome: str  # pay_in | receipt | settled | returned | suspense | noted
    reference: str = ""


def mirror(line: Line) -> Taken:
    """
    Post a new line: to the party or payment it belongs to, else to suspense with a break.

    A line of nothing, which banks book for a waived fee or as a mere notice, is noted and moves
    no money: the ledger has no transfer of nothing.
    """
    if line.entry.amount.minor == 0:
        return Taken("noted")
    return _credit(line) if line.entry.credit else _debit(line)


def _credit(line: Line) -> Taken:
    sent = instruction_of(line.book.id, line.entry.end_to_end_id)
    if line.entry.return_reason and sent is not None and allows(sent.state, Event.RETURN):
        return _returned(line, sent)
    known = _known_reference(line)
    return _unidentified(line, "unidentified") if known is None else _received(line, known)


def _debit(line: Line) -> Taken:
    sent = instruction_of(line.book.id, line.entry.end_to_end_id)
    if sent is None:
        return _unidentified(line, "missing_here")
    if sent.amount_minor != line.entry.amount.minor:
        return _unidentified(line, "amount")
    if not allows(sent.state, Event.BOOK):
        return _unidentified(line, "duplicate")
    return _settled(line, sent)


def _settled(line: Line, sent: Instruction) -> Taken:
    subject = Subject(sent.subject_kind, sent.subject_id)
    into_transit = NewTransfer(
        id=derived_id(sent.transfer_id, "settled"),
        kind="post_pending",
        event_at=line.event_at,
        pending_id=sent.transfer_id,
        group_id=sent.id,
        linked=True,
        subject=subject,
    )
    transit = account_of(line.book.id, None, Purpose.IN_TRANSIT)
    cash = account_of(line.book.id, None, Purpose.CUSTODIAN_CASH)
    out = _movement(line, transit, "settled", cash, group_id=sent.id, subject=subject)
    _post(line, into_transit, out)
    sent.state, sent.booked_date = after(sent.state, Event.BOOK), line.entry.booking_date
    sent.save(force_update=True)
    tell("booked", sent, line.by, line.at, value_date=line.entry.value_date.isoformat())
    return Taken("settled")


def _returned(line: Line, sent: Instruction) -> Taken:
    cash = account_of(line.book.id, None, Purpose.CUSTODIAN_CASH)
    subject = Subject(sent.subject_kind, sent.subject_id)
    _post(line, _movement(line, cash, "returned", sent.debit_id, subject=subject))
    sent.state, sent.reason_code = after(sent.state, Event.RETURN), line.entry.return_reason
    sent.save(force_update=True)
    tell("returned", sent, line.by, line.at, reason=sent.reason_code)
    return Taken("returned")


def _received(line: Line, known: Reference) -> Taken:
    cash = account_of(line.book.id, None, Purpose.CUSTODIAN_CASH)
    target = account_of(line.book.id, known.party_id, Purpose.AVAILABLE)
    subject = (
        Subject(known.subject_kind, known.subject_id)
        if known.subject_kind and known.subject_id
        else None
    )
    _post(line, _movement(line, cash, known.purpose, target, subject=subject))
    journal.record(
        "custody.receipt.booked",
        subject=Subject("transfer", line.transfer_id),
        about=known.party_id,
        by=line.by,
        at=line.at,
        facts={
            "book": line.book.id,
            "party": known.party_id,
            "amount_minor": line.entry.amount.minor,
            "currency": line.book.currency,
            "reference": known.reference,
            "purpose": known.purpose,
            "transfer": line.transfer_id,
            "value_date": line.entry.value_date.isoformat(),
        },
    )
    return Taken(known.purpose, known.reference)


def _unidentified(line: Line, kind: str) -> Taken:
    cash = account_of(line.book.id, None, Purpose.CUSTODIAN_CASH)
    suspense = account_of(line.book.id, None, Purpose.SUSPENSE)
    debit, credit = (cash, suspense) if line.entry.credit else (suspense, cash)
    _post(line, _movement(line, debit, "unidentified", credit))
    breaks.found(
        book_id=line.book.id,
        kind=kind,
        on=line.entry.booking_date,
        evidence=line.entry.ref,
        found_minor=line.signed_minor,
        by=line.by,
        at=line.at,
    )
    return Taken("suspense")


def _movement(
    line: Line,
    debit_id: UUID,
    code: str,
    credit_id: UUID,
    *,
    group_id: UUID | None = None,
    subject: Subject | None = None,
) -> NewTransfer:
    return NewTransfer(
        id=line.transfer_id,
        kind="post",
        event_at=line.event_at,
        debit_id=debit_id,
        credit_id=credit_id,
        amount_minor=line.entry.amount.minor,
        code=code,
        group_id=group_id,
        linked=group_id is not None,
        subject=subject,
    )


def _post(line: Line, *transfers: NewTransfer) -> None:
    post_whole(book_id=line.book.id, transfers=transfers, currency=line.book.currency, at=line.at)


def _known_reference(line: Line) -> Reference | None:
    """The one registered reference that the payer wrote; two different ones are a person's case."""
    written = possible_references(line.entry.references, line.entry.remittance)
    known = list(Reference.objects.filter(book_id=line.book.id, reference__in=written)[:2])
    return known[0] if len(known) == 1 else None
