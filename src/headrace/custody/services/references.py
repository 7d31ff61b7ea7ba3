"""References: what a payer writes so that a receipt finds its party."""

import base64
from datetime import datetime
from uuid import UUID

from headrace.custody.models import Reference
from headrace.custody.rules.messages import ReferenceTaken
from headrace.kit.canonical import digest
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction


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


def register_pay_in(book_id: UUID, party_id: UUID, at: datetime) -> None:
    """Give a party the reference under which it pays into its own account."""
    mark = base64.b32encode(digest([book_id, party_id, "pay_in"])).decode()[:10]
    Reference.objects.get_or_create(
        book_id=book_id,
        reference=f"HA{mark}",
        defaults={"party_id": party_id, "purpose": "pay_in", "registered_at": at},
    )
