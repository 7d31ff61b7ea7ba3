"""The audit feed: every entry of the journal, page by page, and the proof of its seals."""

from typing import Annotated

from ninja import Router
from pydantic import Field

from headrace.api.auth import demand_any
from headrace.api.shapes import SignedRequest
from headrace.supervision import queries as supervision

router = Router(tags=["audit"])

Place = Annotated[str, Field(max_length=4000)]
Limit = Annotated[int, Field(ge=1, le=500)]


@router.get("", response=supervision.AuditPage)
def feed(request: SignedRequest, after: Place = "", limit: Limit = 100) -> supervision.AuditPage:
    """Return the next entries; ask again with the `after` of the page before."""
    return supervision.audit_feed(request.auth, after=after, limit=limit)


@router.get("/verification", response=supervision.AuditReport)
def verify(request: SignedRequest) -> supervision.AuditReport:
    """Read every seal and sealed entry again, and name the first that differs."""
    demand_any(request.auth, "government", "auditor")
    return supervision.verify_audit()
