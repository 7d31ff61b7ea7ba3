"""The daily proof: ledger, sub-ledger and the custodian's statement are the same money."""

from datetime import date, datetime
from uuid import UUID

from tenor.money import Money

from headrace.custody.models import Book, StatementEntry
from headrace.custody.queries import reconciliation
from headrace.custody.queries.reconciliation import ReconciliationView
from headrace.custody.rules.doors import check_custodian
from headrace.custody.services import breaks
from headrace.kit.actors import Actor
from headrace.kit.transactions import transaction


@transaction
def reconcile(*, book_id: UUID, on: date, by: Actor, at: datetime) -> ReconciliationView:
    """
    Hold the ledger at the close of a day against the custodian's statement, and note each break.

    Running it again finds nothing new; a break is told once.
    :raises NotTheCustodian: neither background work nor the custodian's checker
    """
    custodian_id = Book.objects.values_list("custodian_id", flat=True).get(pk=book_id)
    check_custodian(by, custodian_id=custodian_id)
    proof = reconciliation.compare(book_id, on)
    day = on.isoformat()
    if proof.ledger != proof.statement:
        kind = "balance" if proof.statement_date == on else "statement_missing"
        _note(book_id, kind, on, day, by, at, (proof.ledger, proof.statement))
    if proof.clients != proof.control:
        _note(book_id, "sub_ledger", on, day, by, at, (proof.control, proof.clients))
    for entry in _untold(book_id, proof):
        minor = entry.amount_minor if entry.credit else -entry.amount_minor
        figures = (Money.from_minor(minor, proof.ledger.currency), None)
        _note(book_id, "missing_there", entry.booking_date, entry.entry_ref, by, at, figures)
    return reconciliation.compare(book_id, on)


def _untold(book_id: UUID, proof: ReconciliationView) -> list[StatementEntry]:
    """Lines that a notice told and no statement up to the last one repeats."""
    if proof.statement_date is None:
        return []
    return list(
        StatementEntry.objects.filter(
            book_id=book_id, booking_date__lte=proof.statement_date, statement_id=None
        )
    )


def _note(
    book_id: UUID,
    kind: str,
    on: date,
    evidence: str,
    by: Actor,
    at: datetime,
    figures: tuple[Money, Money | None],
) -> None:
    expected, found = figures
    breaks.found(
        book_id=book_id,
        kind=kind,
        on=on,
        evidence=evidence,
        expected_minor=expected.minor,
        found_minor=None if found is None else found.minor,
        by=by,
        at=at,
    )
