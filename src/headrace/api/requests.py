"""Requests to providers: read, taken on, answered with a signed finding, declined."""

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from headrace.api.shapes import Json, Key, Line, Made, SignedRequest, Why
from headrace.evidence import queries as evidence
from headrace.evidence import services
from headrace.kit import clock

router = Router(tags=["requests"])

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 in hex")]


class Answer(Schema):
    """What a provider found, before it is signed; the claims are those of the kind."""

    claims: dict[str, Json]
    method: Annotated[Line, Field(min_length=1)]
    confidence: Annotated[int, Field(strict=True, ge=0, le=100)]
    evidence: Annotated[list[Hash], Field(max_length=50)] = []
    life_days: Annotated[int, Field(strict=True, ge=1, le=3660)] = 180


class SignedAnswer(Schema):
    """A finding as a compact SD-JWT (RFC 9901)."""

    token: Annotated[str, Field(max_length=100_000)]


class Choice(Schema):
    """The provider whom a firm chooses."""

    provider_id: UUID


@router.get("", response=list[evidence.RequestView])
def requests(request: SignedRequest) -> list[evidence.RequestView]:
    """Return what the caller's organisation was asked, the most urgent first."""
    return list(evidence.requests_of_provider(request.auth, at=clock.now()))


@router.get("/{uuid:request_id}", response=evidence.RequestView)
def one(request: SignedRequest, request_id: UUID) -> evidence.RequestView:
    """Return one request."""
    return evidence.request(request_id, request.auth, at=clock.now())


@router.post("/{uuid:request_id}/acceptance", response={204: None})
def accept(request: SignedRequest, key: Key, request_id: UUID) -> None:
    """Take a request on."""
    services.accept_request(key=key, by=request.auth, at=clock.now(), request_id=request_id)


@router.post("/{uuid:request_id}/start", response={204: None})
def start(request: SignedRequest, key: Key, request_id: UUID) -> None:
    """Begin the work."""
    services.start_request(key=key, by=request.auth, at=clock.now(), request_id=request_id)


@router.post("/{uuid:request_id}/payload", response=dict[str, Any])
def payload(request: SignedRequest, request_id: UUID, answer: Answer) -> dict[str, Any]:
    """Return the payload that answers a request, ready to be signed; nothing is stored."""
    return evidence.payload_to_sign(
        request_id,
        request.auth,
        claims=answer.claims,
        method=answer.method,
        confidence=answer.confidence,
        evidence=answer.evidence,
        at=clock.now(),
        life=timedelta(days=answer.life_days),
    )


@router.post("/{uuid:request_id}/answer", response={201: Made})
def answer(request: SignedRequest, key: Key, request_id: UUID, signed: SignedAnswer) -> Made:
    """Answer with a signed finding; return its id. Whatever is wrong with it is named."""
    return Made(
        id=services.answer_request(
            key=key, by=request.auth, at=clock.now(), request_id=request_id, token=signed.token
        )
    )


@router.post("/{uuid:request_id}/decline", response={201: Made})
def decline(request: SignedRequest, key: Key, request_id: UUID, why: Why) -> Made:
    """Turn a request down; return the new request's id, which goes to another provider."""
    return Made(
        id=services.decline_request(
            key=key, by=request.auth, at=clock.now(), request_id=request_id, reason=why.reason
        )
    )


@router.post("/{uuid:request_id}/provider", response={204: None})
def choose_provider(request: SignedRequest, key: Key, request_id: UUID, choice: Choice) -> None:
    """Choose, as the firm, among accredited providers while nobody has taken the request on."""
    services.choose_provider(
        key=key,
        by=request.auth,
        at=clock.now(),
        request_id=request_id,
        provider_id=choice.provider_id,
    )
