"""Books, accounts, references, freezes."""

import base64
from datetime import datetime
from uuid import UUID

from django.db import connection

from headrace.custody.models import Account, Book, Reference
from headrace.custody.queries.accounts import (
    account_identity,
    account_of,
    find_account,
    owner_of,
)
from headrace.custody.rules.accounts import CONTROL, Purpose
from headrace.custody.rules.doors import check_opens
from headrace.custody.rules.messages import ReferenceTaken
from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.canonical import digest
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
        _register_pay_in(book_id, party, at)
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


@needs_transaction
def register_reference(
    *, book_id: UUID, reference: str, party_id: UUID, subject: Subject, at: datetime
) -> None:
    """
    Let receipts with this reference (a contract's) reach the party's available money.

    :raises ReferenceTaken: it leads to another party or business already
    """
    row, _ = Reference.objects.get_or_create(
        book_id=book_id,
        reference=reference,
        defaults={
            "party_id": party_id,
            "purpose": "receipt",
            "subject_kind": subject.kind,
            "subject_id": subject.id,
            "registered_at": at,
        },
    )
    if (row.party_id, row.subject_kind, row.subject_id) != (party_id, subject.kind, subject.id):
        raise ReferenceTaken(reference=reference)


def _register_pay_in(book_id: UUID, party_id: UUID, at: datetime) -> None:
    mark = base64.b32encode(digest([book_id, party_id, "pay_in"])).decode()[:10]
    Reference.objects.get_or_create(
        book_id=book_id,
        reference=f"HA{mark}",
        defaults={"party_id": party_id, "purpose": "pay_in", "registered_at": at},
    )


@needs_transaction
def freeze_account(
    *,
    book_id: UUID,
    party_id: UUID | None,
    purpose: str = Purpose.AVAILABLE,
    demand_id: UUID | None = None,
    order: Subject,
    by: Actor,
    at: datetime,
) -> bool:
    """
    Stop payments out of an account; money may still come in. Return whether this changed it.

    :param order: the authority's order, kept in the journal
    """
    account_id = account_of(book_id, party_id, purpose, demand_id)
    return _set_frozen(True, book_id, account_id, order, by, at)


@needs_transaction
def unfreeze_account(
    *,
    book_id: UUID,
    party_id: UUID | None,
    purpose: str = Purpose.AVAILABLE,
    demand_id: UUID | None = None,
    order: Subject,
    by: Actor,
    at: datetime,
) -> bool:
    """Let payments out of an account go again; return whether this changed it."""
    account_id = account_of(book_id, party_id, purpose, demand_id)
    return _set_frozen(False, book_id, account_id, order, by, at)


def _set_frozen(
    frozen: bool, book_id: UUID, account_id: UUID, order: Subject, by: Actor, at: datetime
) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select custody_set_frozen(%s, %s, %s)", [book_id, account_id, frozen])
        changed = bool(cursor.fetchone()[0])
    account = Account.objects.get(book_id=book_id, id=account_id)
    if changed:
        journal.record(
            "custody.account.frozen" if frozen else "custody.account.unfrozen",
            subject=Subject("account", account_id),
            about=account.party_id or account.demand_id or book_id,
            by=by,
            at=at,
            facts={"book": book_id, "purpose": account.purpose, "order": order.id},
        )
    return changed
