"""Sources of funds: declared by an investor, decided by a government office."""

from typing import Annotated
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from headrace.api.figures import Amount
from headrace.api.shapes import (
    Admission,
    Hex,
    Key,
    Made,
    SignedRequest,
    Why,
    Word,
    list_of,
    view_of,
)
from headrace.kit import clock
from headrace.parties import queries as parties
from headrace.parties import services

router = Router(tags=["fund sources"])

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 in hex")]
FundSource = view_of(parties.FundSourceView, evidence_hash=Hex)


class Declaration(Schema):
    """Where the caller's money comes from, and up to which amount."""

    origin: Word
    cap: Amount
    evidence_hash: Hash


@router.post("", response={201: Made})
def declare(request: SignedRequest, key: Key, said: Declaration) -> Made:
    """Declare a source of the caller's own funds."""
    return Made(
        id=services.declare_fund_source(
            key=key,
            by=request.auth,
            origin=said.origin,
            cap=said.cap.money(),
            evidence_hash=bytes.fromhex(said.evidence_hash),
            at=clock.now(),
        )
    )


@router.get("", response=list_of(FundSource))
def fund_sources(request: SignedRequest, state: Word | None = None) -> list[parties.FundSourceView]:
    """Return the sources that the caller may see, newest first."""
    return list(parties.fund_sources(request.auth, state=state))


@router.get("/{uuid:fund_source_id}", response=FundSource)
def fund_source(request: SignedRequest, fund_source_id: UUID) -> parties.FundSourceView:
    """Return one source."""
    return parties.fund_source(fund_source_id, request.auth)


@router.post("/{uuid:fund_source_id}/admission", response=Made)
def admit(request: SignedRequest, key: Key, fund_source_id: UUID, admission: Admission) -> Made:
    """Admit a declared source."""
    return Made(
        id=services.admit_fund_source(
            key=key,
            by=request.auth,
            fund_source_id=fund_source_id,
            at=clock.now(),
            expires_date=admission.expires_date,
        )
    )


@router.post("/{uuid:fund_source_id}/refusal", response=Made)
def refuse(request: SignedRequest, key: Key, fund_source_id: UUID, why: Why) -> Made:
    """Refuse a declared source, with a reason that its investor can read."""
    return Made(
        id=services.refuse_fund_source(
            key=key,
            by=request.auth,
            fund_source_id=fund_source_id,
            reason=why.reason,
            at=clock.now(),
        )
    )
