"""Instructions to the custodian: found and locked, hashed, told of."""

from datetime import datetime
from uuid import UUID

from headrace.custody.models import Book, Instruction
from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.canonical import digest
from headrace.kit.errors import NotFound
from headrace.kit.subjects import Subject


def locked_for(instruction_id: UUID, by: Actor) -> Instruction:
    """Return an instruction to one of the two who have a key; to a stranger there is none."""
    row = locked(instruction_id)
    holders = row.debit_party, Book.objects.get(pk=row.book_id).custodian_id
    if by.organisation_id not in holders:
        raise NotFound(field="instruction_id")
    return row


def locked(instruction_id: UUID) -> Instruction:
    """Return the instruction's row, locked until the transaction ends; :raises NotFound:"""
    row = Instruction.objects.select_for_update().filter(id=instruction_id).first()
    if row is None:
        raise NotFound(field="instruction_id")
    return row


def content_hash(row: Instruction) -> bytes:
    """Return the hash of everything that two keys release."""
    return digest(
        {
            "book": row.book_id,
            "transfer": row.transfer_id,
            "subject": [row.subject_kind, row.subject_id],
            "debit": [row.debit_party, row.debit_id],
            "payee": [row.payee_name, row.payee_account],
            "amount": [row.amount_minor, row.currency],
            "purpose": [row.purpose_code, row.remittance],
            "authorisation": row.client_authorisation,
        }
    )


def tell(
    what: str, row: Instruction, by: Actor, at: datetime, **facts: str | int | UUID | None
) -> None:
    """Write `custody.instruction.<what>` about the paying party."""
    journal.record(
        f"custody.instruction.{what}",
        subject=Subject("instruction", row.id),
        about=row.debit_party,
        by=by,
        at=at,
        facts={
            "book": row.book_id,
            "transfer": row.transfer_id,
            "business_kind": row.subject_kind,
            "business": row.subject_id,
            "amount_minor": row.amount_minor,
            "currency": row.currency,
            "content_hash": bytes(row.content_hash).hex(),
            **facts,
        },
    )
