"""Books: which custodian holds the money."""

from dataclasses import dataclass
from uuid import UUID

from headrace.custody.models import Book, Reference
from headrace.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class BookView:
    """A book and the bank account that it mirrors."""

    id: UUID
    custodian_id: UUID
    region: str
    currency: str
    account_number: str
    account_name: str


def book(book_id: UUID) -> BookView:
    """Return a book; :raises NotFound: there is none of this id."""
    return _view(Book.objects.filter(pk=book_id).first())


def default_book() -> BookView:
    """Return the oldest book of this centre; :raises NotFound: none is open."""
    return _view(Book.objects.order_by("id").first())


def book_for(*, region: str | None = None, custodian_id: UUID | None = None) -> BookView:
    """Return the oldest book of a region, of a custodian, or of both; :raises NotFound:"""
    rows = Book.objects.order_by("id")
    if region is not None:
        rows = rows.filter(region=region)
    if custodian_id is not None:
        rows = rows.filter(custodian_id=custodian_id)
    return _view(rows.first())


def books() -> tuple[BookView, ...]:
    """Return every book, oldest first."""
    return tuple(_view(row) for row in Book.objects.order_by("id"))


def pay_in_reference(book_id: UUID, party_id: UUID) -> str:
    """Return what a party writes on a payment to its own account; :raises NotFound: not open."""
    found = (
        Reference.objects.filter(book_id=book_id, party_id=party_id, purpose="pay_in")
        .values_list("reference", flat=True)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def _view(row: Book | None) -> BookView:
    if row is None:
        raise NotFound
    return BookView(
        row.id, row.custodian_id, row.region, row.currency, row.account_number, row.account_name
    )
