"""One line of the bank account on its way into the ledger, and what it is posted as."""

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from headrace.custody.models import Book
from headrace.custody.ports import Entry
from headrace.custody.queries.accounts import account_of
from headrace.custody.rules.accounts import Purpose
from headrace.custody.services import breaks
from headrace.custody.services.posting import NewTransfer, post_whole
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


def movement(
    line: Line,
    debit_id: UUID,
    code: str,
    credit_id: UUID,
    *,
    group_id: UUID | None = None,
    subject: Subject | None = None,
) -> NewTransfer:
    """Return the transfer that mirrors a line between two accounts."""
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


def put(line: Line, *transfers: NewTransfer) -> None:
    """Post what mirrors a line, all or none."""
    post_whole(book_id=line.book.id, transfers=transfers, currency=line.book.currency, at=line.at)


def unidentified(line: Line, kind: str) -> Taken:
    """Keep a line apart in suspense and tell of it as a break."""
    cash = account_of(line.book.id, None, Purpose.CUSTODIAN_CASH)
    suspense = account_of(line.book.id, None, Purpose.SUSPENSE)
    debit, credit = (cash, suspense) if line.entry.credit else (suspense, cash)
    put(line, movement(line, debit, "unidentified", credit))
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
