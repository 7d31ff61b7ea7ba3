"""Roles: applied for, admitted, suspended, restored, revoked."""

from typing import Annotated
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from headrace.api.auth import demand_any
from headrace.api.shapes import Admission, Key, Line, Made, SignedRequest, Why, Word
from headrace.kit import clock
from headrace.parties import queries as parties
from headrace.parties import services

router = Router(tags=["roles"])


class Application(Schema):
    """A role that the caller's own organisation applies for."""

    kind: Word
    licence: Annotated[Line, Field(max_length=120)] = ""
    district: Word | None = None


@router.post("", response={201: Made})
def apply(request: SignedRequest, key: Key, application: Application) -> Made:
    """Apply for a role of the caller's own organisation."""
    return Made(
        id=services.apply_for_role(
            key=key, by=request.auth, at=clock.now(), **application.model_dump()
        )
    )


@router.get("", response=list[parties.RoleView])
def register(request: SignedRequest, kind: Word | None = None) -> list[parties.RoleView]:
    """Return the public register of decided roles, of a kind or of all, newest first."""
    return list(parties.public_register(kind))


@router.get("/applications", response=list[parties.RoleView])
def applications(request: SignedRequest) -> list[parties.RoleView]:
    """Return the applications that wait for the caller's office, oldest first."""
    demand_any(request.auth, "government")
    return list(parties.applications_for(request.auth))


@router.post("/{uuid:role_id}/admission", response=Made)
def admit(request: SignedRequest, key: Key, role_id: UUID, admission: Admission) -> Made:
    """Admit a role; nobody admits himself."""
    return Made(
        id=services.admit_role(
            key=key,
            by=request.auth,
            role_id=role_id,
            at=clock.now(),
            expires_date=admission.expires_date,
        )
    )


@router.post("/{uuid:role_id}/suspension", response=Made)
def suspend(request: SignedRequest, key: Key, role_id: UUID, why: Why) -> Made:
    """Suspend an admitted role; it bites on the next request."""
    return Made(
        id=services.suspend_role(
            key=key, by=request.auth, role_id=role_id, reason=why.reason, at=clock.now()
        )
    )


@router.post("/{uuid:role_id}/restoration", response=Made)
def restore(request: SignedRequest, key: Key, role_id: UUID, why: Why) -> Made:
    """Lift the suspension of a role."""
    return Made(
        id=services.restore_role(
            key=key, by=request.auth, role_id=role_id, reason=why.reason, at=clock.now()
        )
    )


@router.post("/{uuid:role_id}/revocation", response=Made)
def revoke(request: SignedRequest, key: Key, role_id: UUID, why: Why) -> Made:
    """Refuse an application, or end a role for good."""
    return Made(
        id=services.revoke_role(
            key=key, by=request.auth, role_id=role_id, reason=why.reason, at=clock.now()
        )
    )
