"""Findings: contested by their firm, upheld or taken back by their provider."""

from uuid import UUID

from ninja import Router

from headrace.api.shapes import Key, Made, SignedRequest, Why
from headrace.evidence import services
from headrace.kit import clock

router = Router(tags=["findings"])


@router.post("/{uuid:finding_id}/contest", response={204: None})
def contest(request: SignedRequest, key: Key, finding_id: UUID, why: Why) -> None:
    """Dispute a finding about the caller's own firm; it is then shown as contested."""
    services.contest_finding(
        key=key, by=request.auth, at=clock.now(), finding_id=finding_id, reason=why.reason
    )


@router.post("/{uuid:finding_id}/upholding", response={204: None})
def uphold(request: SignedRequest, key: Key, finding_id: UUID, why: Why) -> None:
    """Stand, as its provider, by a disputed finding."""
    services.uphold_finding(
        key=key, by=request.auth, at=clock.now(), finding_id=finding_id, reason=why.reason
    )


@router.post("/{uuid:finding_id}/revocation", response={201: Made})
def revoke(request: SignedRequest, key: Key, finding_id: UUID, why: Why) -> Made:
    """Take back, as its provider, a finding; return the id of the request to another provider."""
    return Made(
        id=services.revoke_finding(
            key=key, by=request.auth, at=clock.now(), finding_id=finding_id, reason=why.reason
        )
    )
