"""Agreements: read, signed, given up; their money asked for, their signed fees collected."""

from typing import Annotated
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from headrace.api.auth import person_of
from headrace.api.figures import Amount
from headrace.api.shapes import Key, Line, Made, SignedRequest, Why, Word, list_of, view_of
from headrace.contracts import ports, services
from headrace.contracts import queries as contracts
from headrace.kit import clock

router = Router(tags=["agreements"])

Agreement = view_of(contracts.AgreementView, "text_en", "text_zh")


class Document(Schema):
    """The text that the parties sign, in both languages, and its hash over both."""

    text_en: str
    text_zh: str
    document_hash: str
    hash_algorithm: str


class Statement(Schema):
    """The payload of the JWS by which the caller signs: UTF-8, to be signed as it stands."""

    payload: str


class Signature(Schema):
    """A compact JWS (RFC 7515), `alg` Ed25519 or EdDSA, `kid` the key's thumbprint."""

    signature: Annotated[str, Field(max_length=20_000)]


class Payee(Schema):
    """To whom the money goes: the borrower, or a supplier named in the agreement."""

    payee_name: Annotated[Line, Field(min_length=1, max_length=140)]
    payee_account: Annotated[Line, Field(min_length=1, max_length=34)]


class Charge(Schema):
    """A signed fee, or a part of it."""

    code: Word
    amount: Amount


@router.get("", response=list_of(Agreement))
def agreements(request: SignedRequest) -> list[contracts.AgreementView]:
    """Return the agreements that the caller may see, the newest first."""
    return list(contracts.agreements_of(request.auth))


@router.get("/{uuid:agreement_id}", response=Agreement)
def agreement(request: SignedRequest, agreement_id: UUID) -> contracts.AgreementView:
    """Return one agreement."""
    return contracts.agreement(agreement_id, request.auth)


@router.get("/{uuid:agreement_id}/document", response=Document)
def document(request: SignedRequest, agreement_id: UUID) -> contracts.AgreementView:
    """Return the text of an agreement."""
    return contracts.agreement(agreement_id, request.auth)


@router.get("/{uuid:agreement_id}/statement", response=Statement)
def statement(request: SignedRequest, agreement_id: UUID) -> Statement:
    """Return what the caller signs to agree."""
    seen = contracts.agreement(agreement_id, request.auth)
    content = ports.statement_to_sign(
        person_id=person_of(request.auth),
        organisation_id=request.auth.organisation_id,
        document_hash=bytes.fromhex(seen.document_hash),
    )
    return Statement(payload=content.decode())


@router.post("/{uuid:agreement_id}/signature", response={201: Made})
def sign(request: SignedRequest, key: Key, agreement_id: UUID, signed: Signature) -> Made:
    """Sign for the caller's organisation; with the last signature the agreement takes effect."""
    return Made(
        id=services.sign_agreement(
            key=key,
            by=request.auth,
            agreement_id=agreement_id,
            signature=signed.signature,
            at=clock.now(),
        )
    )


@router.post("/{uuid:agreement_id}/giving-up", response=Made)
def give_up(request: SignedRequest, key: Key, agreement_id: UUID, why: Why) -> Made:
    """End an agreement that not all have signed; the lenders' money is free again."""
    return Made(
        id=services.give_up_agreement(
            key=key,
            by=request.auth,
            agreement_id=agreement_id,
            reason=why.reason,
            at=clock.now(),
        )
    )


@router.post("/{uuid:agreement_id}/drawdown", response={201: Made})
def draw(request: SignedRequest, key: Key, agreement_id: UUID, payee: Payee) -> Made:
    """Ask for the money; return the id of the custodian's instruction, which needs two keys."""
    return Made(
        id=services.request_drawdown(
            key=key,
            by=request.auth,
            agreement_id=agreement_id,
            payee_name=payee.payee_name,
            payee_account=payee.payee_account,
            at=clock.now(),
        )
    )


@router.post("/{uuid:agreement_id}/fees", response={201: Made})
def collect_fee(request: SignedRequest, key: Key, agreement_id: UUID, charge: Charge) -> Made:
    """Collect a fee that stands in the signed agreement, at most what was signed."""
    return Made(
        id=services.collect_fee(
            key=key,
            by=request.auth,
            agreement_id=agreement_id,
            code=charge.code,
            amount=charge.amount.money(),
            at=clock.now(),
        )
    )
