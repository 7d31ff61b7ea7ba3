"""Custody: balances, payments that wait for a key, and what a custodian tells."""

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from headrace.api.body import XML_TYPES, check_content_type
from headrace.api.shapes import Key, Line, Made, SignedRequest
from headrace.custody import queries as custody
from headrace.custody import services
from headrace.kit import clock
from headrace.kit.actors import CHECKER, demand

router = Router(tags=["custody"])

_XML = {
    "requestBody": {
        "required": True,
        "content": {kind: {"schema": {"type": "string"}} for kind in XML_TYPES},
    }
}
Note = Annotated[Line, Field(min_length=1)]


class InstructionState(Schema):
    """Where an instruction stands: `drafted` with one key, `authorised` with both."""

    state: str


class Taken(Schema):
    """Whether a message was `new`, or a copy of one `seen` before."""

    outcome: str


class PayIn(Schema):
    """What a party writes on a payment to its own account."""

    book: custody.BookView
    reference: str


class BreakClosing(Schema):
    """What explained a difference."""

    note: Note


class Identification(Schema):
    """Whose a receipt is that named nobody."""

    entry_ref: Annotated[Line, Field(min_length=1, max_length=35)]
    party_id: UUID
    note: Note


class Proof(Schema):
    """The proof of one day; `agrees` when the three sums are one and no break is open."""

    proof: custody.ReconciliationView
    agrees: bool


@router.get("/balances", response=list[custody.BalanceView])
def balances(request: SignedRequest) -> list[custody.BalanceView]:
    """Return the accounts of the caller's own organisation."""
    return list(custody.balances_of(request.auth.organisation_id))


@router.get("/pay-in", response=PayIn)
def pay_in(request: SignedRequest) -> PayIn:
    """Return where and under which reference the caller's organisation pays money in."""
    book = custody.default_book()
    return PayIn(
        book=book, reference=custody.pay_in_reference(book.id, request.auth.organisation_id)
    )


@router.get("/instructions", response=list[custody.InstructionView])
def instructions_waiting(request: SignedRequest) -> list[custody.InstructionView]:
    """Return the payments whose next key belongs to the caller's organisation, oldest first."""
    return list(custody.instructions_waiting(request.auth))


@router.get("/instructions/{uuid:instruction_id}", response=custody.InstructionView)
def instruction(request: SignedRequest, instruction_id: UUID) -> custody.InstructionView:
    """Return one payment."""
    return custody.instruction(instruction_id, request.auth)


@router.post("/instructions/{uuid:instruction_id}/key", response=InstructionState)
def turn_key(request: SignedRequest, key: Key, instruction_id: UUID) -> InstructionState:
    """Turn the caller's key: the paying party's checker first, the custodian's second."""
    # The verb tells the state before it asks whose key it is; a stranger learns neither.
    custody.instruction(instruction_id, request.auth)
    return InstructionState(
        state=services.approve_instruction(
            key=key, by=request.auth, instruction_id=instruction_id, at=clock.now()
        )
    )


@router.post("/messages", response=Taken, openapi_extra=_XML)
def receive(request: SignedRequest) -> Taken:
    """
    Take in pain.002, camt.052, camt.053 or camt.054 from the custodian of a book.

    A message is known by its own id, so it takes no key: a copy is answered `seen`.
    """
    book = _own_book(request)
    check_content_type(request, XML_TYPES)
    return Taken(
        outcome=services.receive_message(
            book_id=book.id, xml=request.body, by=request.auth, at=clock.now()
        )
    )


@router.post("/reconciliations/{on}", response=Proof)
def reconcile(request: SignedRequest, on: date) -> Proof:
    """Hold a day's ledger against the statement and note each break; doing it twice adds none."""
    proof = services.reconcile(
        book_id=_own_book(request).id, on=on, by=request.auth, at=clock.now()
    )
    return Proof(proof=proof, agrees=proof.agrees)


@router.get("/breaks", response=list[custody.BreakView])
def breaks(request: SignedRequest) -> list[custody.BreakView]:
    """Return the breaks of the caller's book that nobody has closed, oldest first."""
    return list(custody.open_breaks(_own_book(request).id))


@router.post("/breaks/{uuid:break_id}/closing", response=Made)
def close_break(request: SignedRequest, key: Key, break_id: UUID, closing: BreakClosing) -> Made:
    """Close a break with what explained it."""
    return Made(
        id=services.close_break(
            key=key, by=request.auth, break_id=break_id, note=closing.note, at=clock.now()
        )
    )


@router.post("/receipts/identification", response=Made)
def identify(request: SignedRequest, key: Key, found: Identification) -> Made:
    """Move a receipt that named nobody to the party that it belongs to."""
    return Made(
        id=services.identify_receipt(
            key=key,
            by=request.auth,
            book_id=_own_book(request).id,
            entry_ref=found.entry_ref,
            party_id=found.party_id,
            note=found.note,
            at=clock.now(),
        )
    )


def _own_book(request: SignedRequest) -> custody.BookView:
    """The steps below ask for no role: a custodian's checker answers for what is told."""
    demand(request.auth, role="custodian", duty=CHECKER)
    return custody.book_for(custodian_id=request.auth.organisation_id)
