"""Booked lines of the bank account, mirrored once; whichever message tells first wins."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from headrace.custody.models import Book, StatementEntry
from headrace.custody.ports import Entry
from headrace.custody.rules.messages import check_told_in
from headrace.custody.services import breaks
from headrace.custody.services.lines import Line
from headrace.custody.services.mirroring import mirror
from headrace.kit.actors import Actor


def book_entries(
    book: Book,
    entries: Sequence[Entry],
    *,
    seen_in: str,
    by: Actor,
    at: datetime,
    statement_id: UUID | None = None,
) -> None:
    """
    Mirror every line that is new; hold every line seen before against what was said then.

    :raises CurrencyForeign: a line is not in the book's currency; none is booked
    """
    check_told_in(book.currency, [each.amount for each in entries])
    seen = {
        row.entry_ref: row
        for row in StatementEntry.objects.filter(
            book_id=book.id, entry_ref__in=[each.ref for each in entries]
        )
    }
    for entry in sorted(entries, key=_comes_back):
        line = Line(book, entry, by, at)
        before = seen.get(entry.ref)
        if before is None:
            seen[entry.ref] = _write(line, seen_in, statement_id)
        else:
            _compare(line, before, statement_id)


def _comes_back(entry: Entry) -> bool:
    """Order the lines of a message: what went out is booked before it comes back."""
    return entry.credit and bool(entry.return_reason)


def _write(line: Line, seen_in: str, statement_id: UUID | None) -> StatementEntry:
    taken = mirror(line)
    return StatementEntry.objects.create(
        book_id=line.book.id,
        entry_ref=line.entry.ref,
        credit=line.entry.credit,
        amount_minor=line.entry.amount.minor,
        booking_date=line.entry.booking_date,
        value_date=line.entry.value_date,
        end_to_end_id=line.entry.end_to_end_id,
        reference=taken.reference,
        outcome=taken.outcome,
        transfer_id=line.transfer_id,
        first_seen_in=seen_in,
        statement_id=statement_id,
        received_at=line.at,
    )


def _compare(line: Line, before: StatementEntry, statement_id: UUID | None) -> None:
    said = before.amount_minor if before.credit else -before.amount_minor
    same_day = before.booking_date == line.entry.booking_date
    if said != line.signed_minor or not same_day:
        breaks.found(
            book_id=line.book.id,
            kind="date" if said == line.signed_minor else "amount",
            on=line.entry.booking_date,
            evidence=line.entry.ref,
            expected_minor=said,
            found_minor=line.signed_minor,
            by=line.by,
            at=line.at,
        )
    if statement_id is not None and before.statement_id is None:
        StatementEntry.objects.filter(book_id=before.book_id, entry_ref=before.entry_ref).update(
            statement_id=statement_id
        )
