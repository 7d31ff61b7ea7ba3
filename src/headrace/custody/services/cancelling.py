"""Cancelling a payment that has not left: one person is enough to leave money where it is."""

from datetime import datetime
from uuid import UUID

from headrace.custody.models import Book, Instruction
from headrace.custody.rules.doors import CUSTODIAN
from headrace.custody.rules.instructions import CancelNotYours, Event, after
from headrace.custody.services.instructions import locked, tell
from headrace.kit.actors import CHECKER, MAKER, Actor
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.transactions import transaction

_ACTING = frozenset({MAKER, CHECKER})


@transaction
@once("custody.cancel_instruction")
def cancel_instruction(
    *, key: UUID, by: Actor, instruction_id: UUID, reason: str, at: datetime
) -> str:
    """
    Take back a payment that was prepared, or released, and not yet sent; return its state.

    No money was moved for it, so none is moved back; whoever waits for it reads the journal.

    :param reason: a code, kept in the journal
    :raises NotFound: no such instruction to the actor's organisation
    :raises CancelNotYours: neither a maker nor a checker, or the custodian is suspended
    :raises StepRefused: its sending has begun, or it has ended
    """
    row = _locked_for(instruction_id, by)
    row.state = after(row.state, Event.CANCEL)
    row.cancelled_by, row.cancelled_at = by.person_id, at
    row.save(force_update=True)
    tell("cancelled", row, by, at, reason=reason)
    return str(row.state)


def _locked_for(instruction_id: UUID, by: Actor) -> Instruction:
    """Return it to the house whose maker prepared it, or to the custodian that would send it."""
    row = locked(instruction_id)
    of_custodian = by.organisation_id == Book.objects.get(pk=row.book_id).custodian_id
    if by.organisation_id != row.prepared_organisation and not of_custodian:
        raise NotFound(field="instruction_id")
    if not by.duties & _ACTING or (of_custodian and CUSTODIAN not in by.roles):
        raise CancelNotYours
    return row
