"""Consents: what a firm lets the centre know of it."""

from datetime import date
from uuid import UUID

from ninja import Router, Schema
from pydantic import AwareDatetime

from headrace.api.shapes import Key, Line, Made, SignedRequest, Word
from headrace.evidence import queries as evidence
from headrace.evidence import services
from headrace.kit import clock

router = Router(tags=["consents"])


class Consent(Schema):
    """A consent to the receipt of some kinds of data about the caller's own firm."""

    purpose: Word
    data_kinds: list[Word]
    from_date: date
    to_date: date
    grantees: list[Word] = ["centre"]
    providers: list[UUID] = []
    expires_at: AwareDatetime | None = None


class ConsentWanted(Schema):
    """What an organisation asks a firm to consent to."""

    enterprise_id: UUID
    purpose: Line
    data_kinds: list[Word]
    from_date: date
    to_date: date
    expires_at: AwareDatetime | None = None


@router.post("", response={201: Made})
def grant(request: SignedRequest, key: Key, consent: Consent) -> Made:
    """Consent, for the caller's own firm."""
    return Made(
        id=services.grant_consent(key=key, by=request.auth, at=clock.now(), **consent.model_dump())
    )


@router.post("/requests", response={201: Made})
def ask(request: SignedRequest, key: Key, wanted: ConsentWanted) -> Made:
    """Ask a firm for a consent under which the caller may deliver data."""
    return Made(
        id=services.request_consent(key=key, by=request.auth, at=clock.now(), **wanted.model_dump())
    )


@router.get("", response=list[evidence.ConsentView])
def consents(request: SignedRequest) -> list[evidence.ConsentView]:
    """Return the consents that the caller may see, newest first."""
    return list(evidence.consents_of(request.auth, at=clock.now()))


@router.get("/{uuid:consent_id}", response=evidence.ConsentView)
def consent(request: SignedRequest, consent_id: UUID) -> evidence.ConsentView:
    """Return one consent."""
    return evidence.consent(consent_id, request.auth, at=clock.now())


@router.post("/{uuid:consent_id}/approval", response={204: None})
def approve(request: SignedRequest, key: Key, consent_id: UUID) -> None:
    """Grant what was asked for."""
    services.approve_consent(key=key, by=request.auth, at=clock.now(), consent_id=consent_id)


@router.post("/{uuid:consent_id}/pause", response={204: None})
def pause(request: SignedRequest, key: Key, consent_id: UUID) -> None:
    """Stop the flow of data for a while."""
    services.pause_consent(key=key, by=request.auth, at=clock.now(), consent_id=consent_id)


@router.post("/{uuid:consent_id}/resumption", response={204: None})
def resume(request: SignedRequest, key: Key, consent_id: UUID) -> None:
    """Let data flow again."""
    services.resume_consent(key=key, by=request.auth, at=clock.now(), consent_id=consent_id)


@router.post("/{uuid:consent_id}/revocation", response={204: None})
def revoke(request: SignedRequest, key: Key, consent_id: UUID) -> None:
    """End a consent for good: no further event is received under it."""
    services.revoke_consent(key=key, by=request.auth, at=clock.now(), consent_id=consent_id)
