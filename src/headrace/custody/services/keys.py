"""The two keys of a payment, turned by two persons of two organisations."""

from datetime import datetime
from uuid import UUID

from headrace.custody.models import Book, Instruction
from headrace.custody.rules.doors import CUSTODIAN
from headrace.custody.rules.instructions import (
    Event,
    KeyNotYours,
    KeyOfTheCustodian,
    PayerNotAdmitted,
    State,
    StepRefused,
    after,
    check_another_person,
)
from headrace.custody.services.instructions import locked_for, tell
from headrace.kit.actors import CHECKER, Actor, demand
from headrace.kit.once import once
from headrace.kit.transactions import transaction


@transaction
@once("custody.approve_instruction")
def approve_instruction(*, key: UUID, by: Actor, instruction_id: UUID, at: datetime) -> str:
    """
    Turn the first key (a checker of the paying party) or the second (a checker of the custodian).

    :return: the state after it: `drafted` with one key, `authorised` with both
    :raises NotFound: no such instruction to the actor's organisation
    :raises SamePerson: this person prepared it or turned the first key
    :raises PayerNotAdmitted: the paying party was suspended
    :raises KeyNotYours, KeyOfTheCustodian: the next key belongs to another organisation
    """
    demand(by, duty=CHECKER)
    row = locked_for(instruction_id, by)
    check_another_person(by.person_id, acted=(row.prepared_by, row.first_key_by))
    if row.state != State.DRAFTED:
        raise StepRefused(state=row.state, event=Event.SECOND_KEY)
    if row.first_key_by is None:
        _turn_first(row, by, at)
    else:
        _turn_second(row, by, at)
    row.save(force_update=True)
    tell("approved", row, by, at, key=1 if row.state == State.DRAFTED else 2)
    return str(row.state)


def _turn_first(row: Instruction, by: Actor, at: datetime) -> None:
    if by.organisation_id != row.debit_party:
        raise KeyNotYours
    if not by.roles:
        raise PayerNotAdmitted
    row.first_key_by, row.first_key_organisation = by.person_id, by.organisation_id
    row.first_key_at = at


def _turn_second(row: Instruction, by: Actor, at: datetime) -> None:
    book = Book.objects.get(pk=row.book_id)
    if by.organisation_id != book.custodian_id or CUSTODIAN not in by.roles:
        raise KeyOfTheCustodian
    row.state = after(row.state, Event.SECOND_KEY)
    row.second_key_by, row.second_key_organisation = by.person_id, by.organisation_id
    row.second_key_at = at
