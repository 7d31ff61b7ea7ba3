"""Receipts that named nobody: given to the party that a person finds they belong to."""

from datetime import datetime
from uuid import UUID

from headrace.custody.models import Book, Break, StatementEntry
from headrace.custody.queries.accounts import account_of
from headrace.custody.rules.accounts import Purpose
from headrace.custody.services import breaks
from headrace.custody.services.posting import NewTransfer, derived_id, post_whole
from headrace.kit.actors import CHECKER, Actor, demand
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.transactions import transaction


@transaction
@once("custody.identify_receipt")
def identify_receipt(
    *, key: UUID, by: Actor, book_id: UUID, entry_ref: str, party_id: UUID, note: str, at: datetime
) -> UUID:
    """Move a receipt out of suspense to a party and close its break; the custodian decides it."""
    demand(by, role="custodian", duty=CHECKER)
    book = Book.objects.get(pk=book_id)
    entry = StatementEntry.objects.filter(
        book_id=book_id, entry_ref=entry_ref, outcome="suspense", credit=True
    ).first()
    if entry is None or book.custodian_id != by.organisation_id:
        raise NotFound
    move = NewTransfer(
        id=derived_id(entry.transfer_id, "identified"),
        kind="post",
        event_at=at,
        debit_id=account_of(book_id, None, Purpose.SUSPENSE),
        credit_id=account_of(book_id, party_id, Purpose.AVAILABLE),
        amount_minor=entry.amount_minor,
        code="identified",
    )
    post_whole(book_id=book_id, transfers=[move], currency=book.currency, at=at)
    for row in Break.objects.filter(book_id=book_id, evidence=entry_ref, closed_at=None):
        breaks.close(row, note=note, by=by, at=at)
    return move.id
