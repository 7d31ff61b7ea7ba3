"""Holds: money of a party set aside for one demand, taken, freed or given back."""

from datetime import datetime
from uuid import UUID

from tenor.money import Money

from headrace.custody.models import Account, Book, Transfer
from headrace.custody.queries.accounts import account_of
from headrace.custody.rules.accounts import AccountMissing, Purpose
from headrace.custody.services.accounts import open_account
from headrace.custody.services.posting import NewTransfer, derived_id, post_whole
from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction

_CUSTODY = Actor.system("custody")


@needs_transaction
def hold(
    *,
    book_id: UUID,
    transfer_id: UUID,
    party_id: UUID,
    demand_id: UUID,
    amount: Money,
    at: datetime,
    by: Actor = _CUSTODY,
) -> None:
    """
    Set money of a party aside for a demand; it can no longer be spent, and is not yet given.

    :param transfer_id: made by the caller (v7); the same id with the same contents does nothing
    :raises FundsNotCovered: less is free than the amount
    :raises AccountFrozen: an authority stopped payments from the account
    """
    source = account_of(book_id, party_id, Purpose.AVAILABLE)
    target = open_account(
        book_id=book_id,
        party_id=None,
        purpose=Purpose.HELD,
        demand_id=demand_id,
        by=by,
        at=at,
    )
    pend = NewTransfer(
        id=transfer_id,
        kind="pend",
        event_at=at,
        debit_id=source,
        credit_id=target,
        amount_minor=amount.minor,
        code="hold",
        group_id=demand_id,
        subject=Subject("demand", demand_id),
    )
    if post_whole(book_id=book_id, transfers=[pend], currency=amount.currency, at=at):
        _tell("custody.hold.placed", book_id, transfer_id, at, by)


@needs_transaction
def take_hold(
    *,
    book_id: UUID,
    transfer_id: UUID,
    at: datetime,
    amount: Money | None = None,
    by: Actor = _CUSTODY,
) -> None:
    """
    Move held money into the demand's escrow; a smaller amount frees the rest.

    :raises AlreadyResolved: taken, voided or expired before in another way
    """
    part = None if amount is None else amount.minor
    if _resolve(book_id, transfer_id, "post_pending", at, part):
        _tell("custody.hold.taken", book_id, transfer_id, at, by)


@needs_transaction
def void_hold(
    *, book_id: UUID, transfer_id: UUID, at: datetime, expired: bool = False, by: Actor = _CUSTODY
) -> None:
    """Free held money again; :raises AlreadyResolved: it was taken before."""
    if _resolve(book_id, transfer_id, "expire" if expired else "void_pending", at, None):
        _tell("custody.hold.voided", book_id, transfer_id, at, by)


@needs_transaction
def refund(
    *,
    book_id: UUID,
    transfer_id: UUID,
    party_id: UUID,
    demand_id: UUID,
    amount: Money,
    at: datetime,
) -> None:
    """Give escrow money of a demand back to a party that paid it in."""
    back = NewTransfer(
        id=transfer_id,
        kind="post",
        event_at=at,
        debit_id=account_of(book_id, None, Purpose.HELD, demand_id),
        credit_id=account_of(book_id, party_id, Purpose.AVAILABLE),
        amount_minor=amount.minor,
        code="refund",
        group_id=demand_id,
        subject=Subject("demand", demand_id),
    )
    post_whole(book_id=book_id, transfers=[back], currency=amount.currency, at=at)


def _resolve(book_id: UUID, hold_id: UUID, kind: str, at: datetime, part: int | None) -> bool:
    step = NewTransfer(
        id=derived_id(hold_id, "taken" if kind == "post_pending" else "freed"),
        kind=kind,
        event_at=at,
        amount_minor=part,
        pending_id=hold_id,
        group_id=_placed(book_id, hold_id).group_id,
        subject=Subject("hold", hold_id),
    )
    currency = Book.objects.get(pk=book_id).currency
    return post_whole(book_id=book_id, transfers=[step], currency=currency, at=at)


def _placed(book_id: UUID, hold_id: UUID) -> Transfer:
    placed = Transfer.objects.filter(book_id=book_id, id=hold_id, kind="pend").first()
    if placed is None:
        raise AccountMissing(purpose=Purpose.HELD)
    return placed


def _tell(kind: str, book_id: UUID, hold_id: UUID, at: datetime, by: Actor) -> None:
    placed = _placed(book_id, hold_id)
    party = Account.objects.get(book_id=book_id, id=placed.debit_id).party_id
    journal.record(
        kind,
        subject=Subject("demand", placed.group_id or hold_id),
        about=party or book_id,
        by=by,
        at=at,
        facts={
            "book": book_id,
            "transfer": hold_id,
            "amount_minor": placed.amount,
            "currency": Book.objects.get(pk=book_id).currency,
        },
    )
