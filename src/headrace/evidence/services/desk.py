"""What a provider does with a request before he answers it, and the firm's choice of provider."""

from datetime import datetime, timedelta
from uuid import UUID

from headrace.evidence import models
from headrace.evidence.queries.requests import requests_visible_to
from headrace.evidence.rules import requests as rules
from headrace.evidence.rules.requests import RequestMove, RequestState
from headrace.evidence.services.asking import candidates_for, is_independent, open_again, tell
from headrace.kit.actors import MAKER, Actor, demand
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.transactions import transaction


@transaction
@once("evidence.accept_request")
def accept_request(*, key: UUID, by: Actor, at: datetime, request_id: UUID) -> None:
    """Take a request on; :raises NotFound, NotAdmitted, rules.requests.RequestMoveRefused."""
    _move(request_id, RequestMove.ACCEPT, "accepted", by, at)


@transaction
@once("evidence.start_request")
def start_request(*, key: UUID, by: Actor, at: datetime, request_id: UUID) -> None:
    """Begin the work; :raises NotFound, NotAdmitted, rules.requests.RequestMoveRefused."""
    _move(request_id, RequestMove.START, "started", by, at)


@transaction
@once("evidence.decline_request")
def decline_request(*, key: UUID, by: Actor, at: datetime, request_id: UUID, reason: str) -> UUID:
    """
    Turn a request down; it goes to another provider. Return the new request's id.

    :raises NotFound: no such request of the actor's organisation
    :raises NotAdmitted: the actor has no such role, or only looks on
    :raises rules.requests.RequestMoveRefused: it is answered or declined already
    """
    row = _move(request_id, RequestMove.DECLINE, "declined", by, at, reason=reason[:200])
    return open_again(row, by=by, at=at)


@transaction
@once("evidence.choose_provider")
def choose_provider(
    *, key: UUID, by: Actor, at: datetime, request_id: UUID, provider_id: UUID
) -> None:
    """
    Let the firm choose among accredited providers while nobody has taken the request on.

    :raises NotFound: no such request about the actor's firm
    :raises rules.requests.RequestMoveRefused: somebody works on it or has answered
    :raises rules.requests.ProviderNotEligible: not accredited, or not independent of the firm
    """
    demand(by, role="enterprise", duty=MAKER)
    row = _locked(request_id, by)
    if row.enterprise_id != by.organisation_id:
        raise NotFound(field="request_id")
    row.state = rules.after(RequestState(row.state), RequestMove.REASSIGN).value
    accredited = provider_id in candidates_for(row, at)
    if not (accredited and is_independent(provider_id, row.enterprise_id, at)):
        raise rules.ProviderNotEligible(kind=row.kind)
    row.provider_id = provider_id
    row.due_at = max(row.due_at, at + timedelta(days=1))
    row.save(update_fields=["state", "provider_id", "due_at"])
    tell("evidence.request.assigned", row, by, at)


def _move(
    request_id: UUID,
    move: RequestMove,
    told_as: str,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> models.ServiceRequest:
    row = _locked(request_id, by)
    if row.provider_id != by.organisation_id:
        raise NotFound(field="request_id")
    demand(by, role=rules.role_for(row.kind), duty=MAKER)
    row.state = rules.after(RequestState(row.state), move).value
    row.decline_reason = reason
    row.save(update_fields=["state", "decline_reason"])
    tell(f"evidence.request.{told_as}", row, by, at)
    return row


def _locked(request_id: UUID, by: Actor) -> models.ServiceRequest:
    found = requests_visible_to(by).select_for_update().filter(pk=request_id).first()
    if found is None:
        raise NotFound(field="request_id")
    return found
