"""Opening books and the accounts in them."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from headrace.custody.models import Book
from headrace.custody.queries.accounts import (
    account_identity,
    find_account,
    owner_of,
)
from headrace.custody.rules.accounts import CONTROL, Purpose
from headrace.custody.rules.doors import check_opens
from headrace.custody.services.references import register_pay_in
from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.ids import id_at
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction, transaction


@transaction
@once("custody.open_book")
def open_book(
    *,
    key: UUID,
    by: Actor,
    custodian_id: UUID,
    region: str,
    currency: str,
    account_number: str,
    account_name: str,
    at: datetime,
) -> UUID:
    """
    Open the book that mirrors one account at a custodian bank, with its control accounts.

    :raises BookNotYours: neither background work, the custodian itself nor central government
    """
    check_opens(by, custodian_id=custodian_id)
    book, new = Book.objects.get_or_create(
        custodian_id=custodian_id,
        region=region,
        currency=currency,
        defaults={
            "account_number": account_number,
            "account_name": account_name,
            "created_at": at,
        },
    )
    for purpose in CONTROL if new else ():
        open_account(book_id=book.id, party_id=None, purpose=purpose, demand_id=None, by=by, at=at)
    return book.id


@needs_transaction
def open_account(
    *,
    book_id: UUID,
    party_id: UUID | None,
    purpose: str,
    demand_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """
    Open an account and return its id; an account that is open already is simply returned.

    Held money belongs to a demand, whoever paid it in. A party's first account for available
    money comes with the reference under which it pays in.
    """
    party, demand = owner_of(purpose, party_id, demand_id)
    known = find_account(book_id, party, purpose, demand)
    if known is not None:
        return known
    account_id, opened = _insert(book_id, party, purpose, demand, at)
    if not opened:
        return account_id
    if party is not None and purpose == Purpose.AVAILABLE:
        register_pay_in(book_id, party, at)
    journal.record(
        "custody.account.opened",
        subject=Subject("account", account_id),
        about=party or demand or book_id,
        by=by,
        at=at,
        facts={"book": book_id, "purpose": purpose, "demand": demand},
    )
    return account_id


def _insert(
    book_id: UUID, party: UUID | None, purpose: str, demand: UUID | None, at: datetime
) -> tuple[UUID, bool]:
    """Return the account's id, and whether this call opened it rather than a rival's."""
    account_id = id_at(at, account_identity(book_id, party, purpose, demand))
    with connection.cursor() as cursor:
        cursor.execute(
            "select account_id, opened from custody_open_account(%s, %s, %s, %s, %s, %s)",
            [book_id, account_id, party, purpose, demand, at],
        )
        found, opened = cursor.fetchone()
    return UUID(str(found)), bool(opened)
