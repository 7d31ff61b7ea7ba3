"""What a party has: booked, set aside, free."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tenor.money import Money

from headrace.custody.models import Account, Book, Leg
from headrace.custody.queries.accounts import account_of, find_account


@dataclass(frozen=True, slots=True)
class BalanceView:
    """One account: what is booked, what is promised out of it and into it, what is free."""

    book_id: UUID
    account_id: UUID
    purpose: str
    demand_id: UUID | None
    booked: Money
    promised_out: Money
    promised_in: Money
    free: Money
    frozen: bool


@dataclass(frozen=True, slots=True)
class LegView:
    """One line of an account's own statement: the signed amount and the balance after it."""

    transfer_id: UUID
    amount: Money
    balance: Money
    recorded_at: datetime


def balance(
    book_id: UUID, party_id: UUID | None, purpose: str, demand_id: UUID | None = None
) -> Money:
    """Return what is free on an account: booked less promised out. Nothing if it is not open."""
    currency = Book.objects.get(pk=book_id).currency
    account_id = find_account(book_id, party_id, purpose, demand_id)
    if account_id is None:
        return Money.zero(currency)
    return view_of(Account.objects.get(book_id=book_id, id=account_id), currency).free


def balances_of(party_id: UUID) -> tuple[BalanceView, ...]:
    """Return every account of a party, in all books."""
    rows = list(Account.objects.filter(party_id=party_id).order_by("book_id", "purpose", "id"))
    currencies = dict(
        Book.objects.filter(pk__in={row.book_id for row in rows}).values_list("id", "currency")
    )
    return tuple(view_of(row, currencies[row.book_id]) for row in rows)


def held_for(book_id: UUID, demand_id: UUID) -> BalanceView | None:
    """Return the escrow of a demand, or None if nothing was ever held for it."""
    account_id = find_account(book_id, None, "held", demand_id)
    if account_id is None:
        return None
    row = Account.objects.get(book_id=book_id, id=account_id)
    return view_of(row, Book.objects.get(pk=book_id).currency)


def balance_at(book_id: UUID, party_id: UUID, purpose: str, moment: datetime) -> Money:
    """Return what was booked on an account at a moment past; :raises AccountMissing:"""
    account_id = account_of(book_id, party_id, purpose)
    currency = Book.objects.get(pk=book_id).currency
    last = (
        Leg.objects.filter(book_id=book_id, account_id=account_id, recorded_at__lte=moment)
        .order_by("-ver")
        .values_list("balance", flat=True)
        .first()
    )
    return Money.from_minor(last or 0, currency)


def legs(book_id: UUID, account_id: UUID, *, limit: int = 100) -> tuple[LegView, ...]:
    """Return the newest lines of an account's own statement."""
    currency = Book.objects.get(pk=book_id).currency
    rows = Leg.objects.filter(book_id=book_id, account_id=account_id).order_by("-ver")[:limit]
    return tuple(
        LegView(
            row.transfer_id,
            Money.from_minor(row.amount, currency),
            Money.from_minor(row.balance, currency),
            row.recorded_at,
        )
        for row in rows
    )


def view_of(row: Account, currency: str) -> BalanceView:
    """Return a row as a value."""
    # The bank account and what is owed to us grow on the debit side, the money of others on credit.
    sides = (row.credits_posted, row.credits_pending, row.debits_posted, row.debits_pending)
    up, coming, down, going = sides if row.floor_side != "debit" else sides[2:] + sides[:2]
    return BalanceView(
        book_id=row.book_id,
        account_id=row.id,
        purpose=row.purpose,
        demand_id=row.demand_id,
        booked=Money.from_minor(up - down, currency),
        promised_out=Money.from_minor(going, currency),
        promised_in=Money.from_minor(coming, currency),
        free=Money.from_minor(up - down - going, currency),
        frozen=row.frozen,
    )
