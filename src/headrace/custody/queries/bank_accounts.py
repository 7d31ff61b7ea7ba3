"""Accounts at other banks to which parties are paid out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from headrace.custody.models import BankAccount
from headrace.custody.queries.visibility import bank_accounts_visible_to, books_kept_by
from headrace.custody.rules.paying_out import AccountState
from headrace.kit.actors import Actor

_STANDING = (AccountState.TOLD, AccountState.VERIFIED)


@dataclass(frozen=True, slots=True)
class BankAccountView:
    """A party's account at its own bank; `state` is told, verified or replaced."""

    id: UUID
    book_id: UUID
    party_id: UUID
    holder_name: str
    number: str
    state: str
    told_at: datetime
    verified_at: datetime | None


def bank_accounts_of(actor: Actor) -> tuple[BankAccountView, ...]:
    """Return the accounts that the actor's own party told and that still count, newest first."""
    own = bank_accounts_visible_to(actor).filter(party_id=actor.organisation_id)
    return tuple(_view(row) for row in own.filter(state__in=_STANDING).order_by("-id"))


def bank_accounts_waiting(actor: Actor) -> tuple[BankAccountView, ...]:
    """Return what the actor's custodian has still to verify, oldest first."""
    rows = bank_accounts_visible_to(actor).filter(book_id__in=books_kept_by(actor))
    return tuple(_view(row) for row in rows.filter(state=AccountState.TOLD).order_by("id"))


def _view(row: BankAccount) -> BankAccountView:
    return BankAccountView(
        id=row.id,
        book_id=row.book_id,
        party_id=row.party_id,
        holder_name=row.holder_name,
        number=row.number,
        state=row.state,
        told_at=row.told_at,
        verified_at=row.verified_at,
    )
