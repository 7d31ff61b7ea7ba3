"""Movements: of one business, and in total."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Sum
from tenor.money import Money

from headrace.custody.models import Account, Book, Transfer
from headrace.kit.clock import CIVIL_ZONE
from headrace.kit.subjects import Subject

_MOVES = ("post", "post_pending")


@dataclass(frozen=True, slots=True)
class TransferView:
    """One transfer, with the purposes and parties of its two accounts."""

    id: UUID
    book_id: UUID
    seq: int
    kind: str
    code: str
    amount: Money
    debit_purpose: str
    debit_party: UUID | None
    credit_purpose: str
    credit_party: UUID | None
    event_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class FlowTotal:
    """How much was booked under one code."""

    code: str
    count: int
    amount: Money


def transfers_of(subject: Subject) -> tuple[TransferView, ...]:
    """Return every transfer of a business, in the order of its book."""
    rows = list(
        Transfer.objects.filter(subject_id=subject.id, subject_kind=subject.kind).order_by(
            "book_id", "seq"
        )
    )
    accounts = _accounts(rows)
    currencies = dict(Book.objects.values_list("id", "currency"))
    return tuple(
        TransferView(
            id=row.id,
            book_id=row.book_id,
            seq=row.seq,
            kind=row.kind,
            code=row.code,
            amount=Money.from_minor(row.amount, currencies[row.book_id]),
            debit_purpose=accounts[row.debit_id].purpose,
            debit_party=accounts[row.debit_id].party_id,
            credit_purpose=accounts[row.credit_id].purpose,
            credit_party=accounts[row.credit_id].party_id,
            event_at=row.event_at,
            recorded_at=row.recorded_at,
        )
        for row in rows
    )


def flow_totals(on_from: date, on_to: date) -> tuple[FlowTotal, ...]:
    """Return what was booked per code and currency from one day to another, both included."""
    start = datetime.combine(on_from, time(), CIVIL_ZONE)
    end = datetime.combine(on_to + timedelta(days=1), time(), CIVIL_ZONE)
    sums = (
        Transfer.objects.filter(kind__in=_MOVES, event_at__gte=start, event_at__lt=end)
        .values("book_id", "code")
        .annotate(count=Count("seq"), total=Sum("amount"))
    )
    currencies = dict(Book.objects.values_list("id", "currency"))
    totals: dict[tuple[str, str], tuple[int, int]] = {}
    for row in sums:
        place = row["code"], currencies[row["book_id"]]
        count, minor = totals.get(place, (0, 0))
        totals[place] = count + row["count"], minor + int(row["total"])
    return tuple(
        FlowTotal(code, count, Money.from_minor(minor, currency))
        for (code, currency), (count, minor) in sorted(totals.items())
    )


def _accounts(rows: Iterable[Transfer]) -> dict[UUID, Account]:
    wanted = {each for row in rows for each in (row.debit_id, row.credit_id)}
    books = {row.book_id for row in rows}
    found = Account.objects.filter(book_id__in=books, id__in=wanted)
    return {each.id: each for each in found}
