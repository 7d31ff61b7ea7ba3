"""What a custodian reads of the books it keeps: payments, their cover, statements, freezes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, F, Q, Sum, When
from tenor.money import Money

from headrace.custody.models import Account, Book, Instruction, Statement, StatementEntry
from headrace.custody.queries.balances import BalanceView, view_of
from headrace.custody.queries.instructions import InstructionView
from headrace.custody.queries.instructions import view_of as payment_of
from headrace.custody.queries.visibility import books_kept_by
from headrace.custody.rules.accounts import Purpose
from headrace.custody.rules.instructions import State
from headrace.kit.actors import Actor

_ENDED = (State.BOOKED, State.REJECTED, State.RETURNED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class KeptDay:
    """
    One day of a book: what the custodian's statement says, and our mirror at its close.

    `paid_in` and `paid_out` are the lines of that day, told by a statement or by a notice.
    """

    number: int
    on: date
    opening: Money
    paid_in: Money
    paid_out: Money
    closing: Money
    ledger: Money
    received_at: datetime

    @property
    def gap(self) -> Money:
        """How much more our mirror holds than the statement; negative if less."""
        return self.ledger - self.closing


@dataclass(frozen=True, slots=True)
class FrozenAccount:
    """An account that an authority froze, and whose it is; None where it is no party's own."""

    party_id: UUID | None
    account: BalanceView


def instructions_kept(actor: Actor, *, since: datetime) -> tuple[InstructionView, ...]:
    """
    Return the payments of the actor's books, newest first; nothing to who keeps none.

    :param since: payments that ended are told if they were prepared from this moment on
    """
    rows = Instruction.objects.filter(book_id__in=books_kept_by(actor))
    rows = rows.filter(Q(prepared_at__gte=since) | ~Q(state__in=_ENDED))
    return tuple(payment_of(row) for row in rows.order_by("-id"))


def covers(actor: Actor, instruction_ids: Iterable[UUID]) -> Mapping[UUID, BalanceView]:
    """Return the account that each payment of the actor's books is to leave, by payment."""
    rows = Instruction.objects.filter(
        book_id__in=books_kept_by(actor), id__in=list(instruction_ids)
    )
    wanted = {row.id: (row.book_id, row.debit_id, row.currency) for row in rows}
    accounts = {
        (row.book_id, row.id): row
        for row in Account.objects.filter(
            book_id__in={book for book, _, _ in wanted.values()},
            id__in={account for _, account, _ in wanted.values()},
        )
    }
    return {
        each: view_of(accounts[book, account], currency)
        for each, (book, account, currency) in wanted.items()
    }


def frozen_kept(actor: Actor) -> tuple[FrozenAccount, ...]:
    """Return the frozen accounts of the actor's books."""
    rows = Account.objects.filter(book_id__in=books_kept_by(actor), frozen=True)
    currencies = dict(Book.objects.values_list("id", "currency"))
    return tuple(
        FrozenAccount(row.party_id, view_of(row, currencies[row.book_id]))
        for row in rows.order_by("party_id", "purpose", "id")
    )


def days_kept(actor: Actor, book_id: UUID, *, limit: int = 10) -> tuple[KeptDay, ...]:
    """Return the last days with a statement, newest first; nothing of another custodian's book."""
    if book_id not in books_kept_by(actor):
        return ()
    currency = Book.objects.get(pk=book_id).currency
    told = list(Statement.objects.filter(book_id=book_id).order_by("-number")[:limit])
    moved = _moved(book_id, min((row.on_date for row in told), default=None))
    mirror = _mirror(book_id)
    return tuple(_day(row, moved, mirror, currency) for row in told)


def _day(
    row: Statement, moved: Mapping[date, tuple[int, int]], mirror: int, currency: str
) -> KeptDay:
    paid_in, paid_out = moved.get(row.on_date, (0, 0))
    later = sum(into - out for on, (into, out) in moved.items() if on > row.on_date)
    return KeptDay(
        number=row.number,
        on=row.on_date,
        opening=Money.from_minor(row.opening_minor, currency),
        paid_in=Money.from_minor(paid_in, currency),
        paid_out=Money.from_minor(paid_out, currency),
        closing=Money.from_minor(row.closing_minor, currency),
        ledger=Money.from_minor(mirror - later, currency),
        received_at=row.received_at,
    )


def _moved(book_id: UUID, since: date | None) -> Mapping[date, tuple[int, int]]:
    """What came in and what went out, in minor units, by booking day."""
    if since is None:
        return {}
    amount = F("amount_minor")
    rows = (
        StatementEntry.objects.filter(book_id=book_id, booking_date__gte=since)
        .values_list("booking_date")
        .annotate(
            into=Sum(Case(When(credit=True, then=amount), default=0)),
            out=Sum(Case(When(credit=False, then=amount), default=0)),
        )
    )
    return {on: (int(into), int(out)) for on, into, out in rows}


def _mirror(book_id: UUID) -> int:
    """Our mirror of the bank account now, in minor units."""
    cash = Account.objects.filter(book_id=book_id, purpose=Purpose.CUSTODIAN_CASH)
    return int(cash.aggregate(sum=Sum(F("debits_posted") - F("credits_posted"), default=0))["sum"])
