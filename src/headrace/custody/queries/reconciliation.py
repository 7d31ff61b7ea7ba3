"""Three sums that must be one: the clients' money, our mirror, the custodian's statement."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, F, Sum, When
from tenor.money import Money

from headrace.custody.models import Account, Book, Break, Statement, StatementEntry
from headrace.custody.rules.accounts import Purpose


@dataclass(frozen=True, slots=True)
class BreakView:
    """A difference found, and who closed it."""

    id: UUID
    book_id: UUID
    kind: str
    on: date
    evidence: str
    expected_minor: int | None
    found_minor: int | None
    found_at: datetime
    closed_at: datetime | None
    closing_note: str


@dataclass(frozen=True, slots=True)
class ReconciliationView:
    """
    The proof of one day.

    `ledger` is our mirror at the close of the day, `statement` the last closing balance told up
    to it; `control` our mirror now, `clients` what the ledger owes everybody now.
    """

    book_id: UUID
    on: date
    ledger: Money
    statement: Money
    statement_date: date | None
    control: Money
    clients: Money
    breaks: tuple[BreakView, ...]

    @property
    def agrees(self) -> bool:
        """Whether the three sums are one and no break is open."""
        return (
            self.statement_date is not None
            and self.ledger == self.statement
            and self.control == self.clients
            and not self.breaks
        )


def compare(book_id: UUID, on: date) -> ReconciliationView:
    """Hold the ledger at the close of a day against the custodian's last statement up to it."""
    currency = Book.objects.get(pk=book_id).currency
    control, clients = _sums(book_id)
    last = Statement.objects.filter(book_id=book_id, on_date__lte=on).order_by("-number").first()
    return ReconciliationView(
        book_id=book_id,
        on=on,
        ledger=Money.from_minor(control - _booked_after(book_id, on), currency),
        statement=Money.from_minor(last.closing_minor if last else 0, currency),
        statement_date=last.on_date if last else None,
        control=Money.from_minor(control, currency),
        clients=Money.from_minor(clients, currency),
        breaks=open_breaks(book_id, on),
    )


def custodian_agrees(book_id: UUID, on: date) -> bool:
    """Say whether the ledger at the close of a day is what the custodian's statement says."""
    proof = compare(book_id, on)
    return proof.statement_date is not None and proof.ledger == proof.statement


def ledger_balanced(book_id: UUID) -> bool:
    """Say whether debits equal credits, booked and promised, over the whole book."""
    sums = Account.objects.filter(book_id=book_id).aggregate(
        booked=Sum(F("debits_posted") - F("credits_posted"), default=0),
        promised=Sum(F("debits_pending") - F("credits_pending"), default=0),
    )
    return bool(sums["booked"] == 0 and sums["promised"] == 0)


def open_breaks(book_id: UUID, until: date | None = None) -> tuple[BreakView, ...]:
    """Return the breaks that nobody has closed, oldest first, found on or before a day."""
    rows = Break.objects.filter(book_id=book_id, closed_at=None).order_by("id")
    if until is not None:
        rows = rows.filter(on_date__lte=until)
    return tuple(
        BreakView(
            row.id,
            row.book_id,
            row.kind,
            row.on_date,
            row.evidence,
            row.expected_minor,
            row.found_minor,
            row.found_at,
            row.closed_at,
            row.closing_note,
        )
        for row in rows
    )


def _sums(book_id: UUID) -> tuple[int, int]:
    """Our mirror of the bank account, and what the ledger owes all others, in minor units."""
    owed = F("credits_posted") - F("debits_posted")
    is_cash = {"purpose": Purpose.CUSTODIAN_CASH}
    sums = Account.objects.filter(book_id=book_id).aggregate(
        cash=Sum(Case(When(**is_cash, then=-owed), default=0), default=0),
        others=Sum(Case(When(**is_cash, then=0), default=owed), default=0),
    )
    return sums["cash"], sums["others"]


def _booked_after(book_id: UUID, on: date) -> int:
    signed = Case(When(credit=True, then=F("amount_minor")), default=-F("amount_minor"))
    later = StatementEntry.objects.filter(book_id=book_id, booking_date__gt=on)
    total: int = later.aggregate(total=Sum(signed, default=0))["total"]
    return total
