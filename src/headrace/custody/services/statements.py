"""The statement of a closed day (camt.053): accepted only in an unbroken row."""

from datetime import datetime

from headrace.custody.models import Book, Statement
from headrace.custody.ports import Statement as Told
from headrace.custody.rules.messages import Close, check_follows, check_told_in
from headrace.custody.services import breaks
from headrace.custody.services.booking import book_entries
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id


def take(book: Book, told: Told, by: Actor, at: datetime) -> None:
    """
    Store a statement, book what no notice told before, and check that it explains its balance.

    :raises CurrencyForeign: a balance or a line is not in the book's currency
    :raises StatementGap: a statement is missing before this one
    """
    check_told_in(book.currency, [told.opening, told.closing])
    check_follows(_last(book), number=told.number, opening_minor=told.opening.minor)
    row = Statement.objects.create(
        book_id=book.id,
        id=new_id(),
        message_id=told.message_id,
        number=told.number,
        on_date=told.on,
        opening_minor=told.opening.minor,
        closing_minor=told.closing.minor,
        entries=len(told.entries),
        received_at=at,
    )
    book_entries(book, told.entries, seen_in="camt.053", statement_id=row.id, by=by, at=at)
    explained = told.opening.minor + sum(
        each.amount.minor if each.credit else -each.amount.minor for each in told.entries
    )
    if explained != told.closing.minor:
        breaks.found(
            book_id=book.id,
            kind="statement_unexplained",
            on=told.on,
            evidence=f"statement {told.number}",
            expected_minor=explained,
            found_minor=told.closing.minor,
            by=by,
            at=at,
        )


def _last(book: Book) -> Close | None:
    row = Statement.objects.filter(book_id=book.id).order_by("-number").first()
    return None if row is None else Close(row.number, row.on_date, row.closing_minor)
