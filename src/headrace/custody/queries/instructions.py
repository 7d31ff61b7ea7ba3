"""Instructions, seen by the parties they concern."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from tenor.money import Money

from headrace.custody.models import Instruction
from headrace.custody.queries.visibility import books_kept_by, instructions_visible_to
from headrace.custody.rules.instructions import State
from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.kit.subjects import Subject


@dataclass(frozen=True, slots=True)
class InstructionView:
    """One payment through the custodian; `keys` counts how many of the two were turned."""

    id: UUID
    book_id: UUID
    transfer_id: UUID
    business: Subject
    debit_party: UUID
    payee_name: str
    payee_account: str
    amount: Money
    purpose_code: str
    client_authorisation: str
    state: str
    keys: int
    prepared_at: datetime
    first_key_at: datetime | None
    second_key_at: datetime | None
    sending_at: datetime | None
    booked_date: date | None
    reason_code: str


def instruction(instruction_id: UUID, actor: Actor) -> InstructionView:
    """Return an instruction that the actor may see; :raises NotFound:"""
    row = instructions_visible_to(actor).filter(id=instruction_id).first()
    if row is None:
        raise NotFound
    return view_of(row)


def instructions_waiting(actor: Actor) -> tuple[InstructionView, ...]:
    """Return the instructions whose next key belongs to the actor's organisation, oldest first."""
    mine = Q(first_key_by=None, debit_party=actor.organisation_id)
    mine |= Q(first_key_by__isnull=False, book_id__in=books_kept_by(actor))
    rows = Instruction.objects.filter(mine, state=State.DRAFTED).order_by("id")
    return tuple(view_of(row) for row in rows)


def instructions_of(business: Subject, actor: Actor) -> tuple[InstructionView, ...]:
    """Return the visible instructions of a business, such as a loan's drawdowns."""
    rows = instructions_visible_to(actor).filter(subject_id=business.id, subject_kind=business.kind)
    return tuple(view_of(row) for row in rows.order_by("id"))


def view_of(row: Instruction) -> InstructionView:
    """Return a row as a value."""
    return InstructionView(
        id=row.id,
        book_id=row.book_id,
        transfer_id=row.transfer_id,
        business=Subject(row.subject_kind, row.subject_id),
        debit_party=row.debit_party,
        payee_name=row.payee_name,
        payee_account=row.payee_account,
        amount=Money.from_minor(row.amount_minor, row.currency),
        purpose_code=row.purpose_code,
        client_authorisation=row.client_authorisation,
        state=row.state,
        keys=(row.first_key_by is not None) + (row.second_key_by is not None),
        prepared_at=row.prepared_at,
        first_key_at=row.first_key_at,
        second_key_at=row.second_key_at,
        sending_at=row.sending_at,
        booked_date=row.booked_date,
        reason_code=row.reason_code,
    )
