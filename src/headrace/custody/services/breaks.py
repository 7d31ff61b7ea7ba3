"""Breaks: differences between the ledger and the custodian, told once, closed by a person."""

from datetime import date, datetime
from uuid import UUID

from headrace.custody.models import Book, Break
from headrace.kit import journal
from headrace.kit.actors import CHECKER, Actor, demand
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction, transaction


@needs_transaction
def found(
    *,
    book_id: UUID,
    kind: str,
    on: date,
    evidence: str,
    by: Actor,
    at: datetime,
    expected_minor: int | None = None,
    found_minor: int | None = None,
) -> UUID:
    """Write a break down and tell the supervisor, unless the same one was found before."""
    row, new = Break.objects.get_or_create(
        book_id=book_id,
        kind=kind,
        evidence=evidence,
        defaults={
            "id": new_id(),
            "on_date": on,
            "expected_minor": expected_minor,
            "found_minor": found_minor,
            "found_at": at,
        },
    )
    if new:
        journal.record(
            "custody.break.found",
            subject=Subject("break", row.id),
            about=Book.objects.get(pk=book_id).custodian_id,
            by=by,
            at=at,
            facts={
                "book": book_id,
                "kind": kind,
                "on": on.isoformat(),
                "evidence": evidence,
                "expected_minor": expected_minor,
                "found_minor": found_minor,
            },
        )
    return row.id


@transaction
@once("custody.close_break")
def close_break(*, key: UUID, by: Actor, break_id: UUID, note: str, at: datetime) -> UUID:
    """Close a break with a note of what explained it; a checker of the book's custodian does it."""
    demand(by, role="custodian", duty=CHECKER)
    row = Break.objects.select_for_update().filter(id=break_id, closed_at=None).first()
    if row is None or Book.objects.get(pk=row.book_id).custodian_id != by.organisation_id:
        raise NotFound
    close(row, note=note, by=by, at=at)
    return row.id


def close(row: Break, *, note: str, by: Actor, at: datetime) -> None:
    """Mark a break closed; the row stays."""
    row.closed_at, row.closed_by, row.closing_note = at, by.person_id, note
    row.save(force_update=True)
