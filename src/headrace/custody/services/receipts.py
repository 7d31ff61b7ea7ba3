"""Money that came in: to the party whose reference the payer wrote."""

from headrace.custody.models import Reference
from headrace.custody.queries.accounts import account_of
from headrace.custody.rules.accounts import Purpose
from headrace.custody.rules.messages import possible_references
from headrace.custody.services.lines import Line, Taken, movement, put
from headrace.kit import journal
from headrace.kit.subjects import Subject


def receive(line: Line, known: Reference) -> Taken:
    """Post a receipt to the available money of its party and tell of it."""
    cash = account_of(line.book.id, None, Purpose.CUSTODIAN_CASH)
    target = account_of(line.book.id, known.party_id, Purpose.AVAILABLE)
    subject = (
        Subject(known.subject_kind, known.subject_id)
        if known.subject_kind and known.subject_id
        else None
    )
    put(line, movement(line, cash, known.purpose, target, subject=subject))
    journal.record(
        "custody.receipt.booked",
        subject=Subject("transfer", line.transfer_id),
        about=known.party_id,
        by=line.by,
        at=line.at,
        facts={
            "book": line.book.id,
            "party": known.party_id,
            "amount_minor": line.entry.amount.minor,
            "currency": line.book.currency,
            "reference": known.reference,
            "purpose": known.purpose,
            "transfer": line.transfer_id,
            "value_date": line.entry.value_date.isoformat(),
        },
    )
    return Taken(known.purpose, known.reference)


def known_reference(line: Line) -> Reference | None:
    """The one registered reference that the payer wrote; two different ones are a person's case."""
    written = possible_references(line.entry.references, line.entry.remittance)
    known = list(Reference.objects.filter(book_id=line.book.id, reference__in=written)[:2])
    return known[0] if len(known) == 1 else None
