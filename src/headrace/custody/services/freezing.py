"""Freezes: an authority stops what leaves an account; what comes in still may."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from headrace.custody.models import Account
from headrace.custody.queries.accounts import (
    account_of,
)
from headrace.custody.rules.accounts import Purpose
from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction


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
