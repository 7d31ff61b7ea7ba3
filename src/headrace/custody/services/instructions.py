"""Instructions to the custodian: prepared, released with two keys of two organisations."""

from datetime import datetime
from uuid import UUID

from tenor.money import Money

from headrace.custody.models import Book, Instruction
from headrace.custody.queries.accounts import account_of
from headrace.custody.rules.accounts import check_currency
from headrace.custody.rules.instructions import (
    AuthorisationReused,
    Event,
    KeyNotYours,
    KeyOfTheCustodian,
    PayerNotAdmitted,
    State,
    StepRefused,
    after,
    check_another_person,
)
from headrace.kit import journal
from headrace.kit.actors import CHECKER, Actor, demand
from headrace.kit.canonical import digest
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction, transaction

CUSTODIAN = "custodian"


@needs_transaction
def prepare_payment(
    *,
    book_id: UUID,
    business: Subject,
    debit_party: UUID,
    debit_purpose: str,
    demand_id: UUID | None,
    payee_name: str,
    payee_account: str,
    amount: Money,
    purpose_code: str,
    client_authorisation: str,
    by: Actor,
    at: datetime,
    remittance: str = "",
) -> UUID:
    """
    Draw up a payment out of the custodian's account; nothing moves yet.

    :param debit_party: whose checker turns the first key
    :param purpose_code: the ledger's code: `drawdown` out of held money, `pay_out` out of available
    :param client_authorisation: the client's own confirmation at the custodian, used once
    :raises AuthorisationReused: that confirmation stands behind another payment
    :raises CurrencyOfAnother: the amount is not in the book's currency
    """
    _check_new(book_id, amount, client_authorisation)
    row = Instruction(
        book_id=book_id,
        id=new_id(),
        transfer_id=new_id(),
        subject_kind=business.kind,
        subject_id=business.id,
        debit_party=debit_party,
        debit_id=account_of(book_id, debit_party, debit_purpose, demand_id),
        payee_name=payee_name,
        payee_account=payee_account,
        amount_minor=amount.minor,
        currency=amount.currency,
        purpose_code=purpose_code,
        remittance=remittance,
        client_authorisation=client_authorisation,
        state=State.DRAFTED,
        prepared_by=by.person_id,
        prepared_at=at,
    )
    row.content_hash = content_hash(row)
    row.save(force_insert=True)
    tell("prepared", row, by, at)
    return row.id


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
    row = _locked_for(instruction_id, by)
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


def _locked_for(instruction_id: UUID, by: Actor) -> Instruction:
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


def _check_new(book_id: UUID, amount: Money, client_authorisation: str) -> None:
    check_currency([amount], expected=Book.objects.get(pk=book_id).currency)
    rows = Instruction.objects.filter(book_id=book_id, client_authorisation=client_authorisation)
    if rows.exists():
        raise AuthorisationReused(reference=client_authorisation)
