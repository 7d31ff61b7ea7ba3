"""What may happen to a finding after it was accepted: disputed, upheld, withdrawn."""

from datetime import datetime
from uuid import UUID

from headrace.evidence import models
from headrace.evidence.rules import requests
from headrace.evidence.rules.requests import RequestMove, RequestState
from headrace.evidence.services.asking import open_again
from headrace.kit import journal
from headrace.kit.actors import MAKER, Actor, demand
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction


@transaction
@once("evidence.contest_finding")
def contest_finding(*, key: UUID, by: Actor, at: datetime, finding_id: UUID, reason: str) -> None:
    """
    Let the firm dispute a finding about itself; it is then shown as contested.

    :raises NotFound: no such finding about the actor's firm
    :raises NotAdmitted: the actor is no maker of an admitted enterprise
    :raises rules.requests.RequestMoveRefused: contested already, or withdrawn
    """
    demand(by, role="enterprise", duty=MAKER)
    row = _locked(finding_id, enterprise_id=by.organisation_id)
    _turn(row, RequestMove.CONTEST, "contested", reason, by, at)


@transaction
@once("evidence.uphold_finding")
def uphold_finding(*, key: UUID, by: Actor, at: datetime, finding_id: UUID, reason: str) -> None:
    """
    Let the provider stand by a disputed finding, with his reason.

    :raises NotFound: no such finding of the actor's organisation
    :raises NotAdmitted: the actor has no such role, or only looks on
    :raises rules.requests.RequestMoveRefused: it is not contested
    """
    row = _locked(finding_id, issuer_id=by.organisation_id)
    demand(by, role=requests.role_for(row.kind), duty=MAKER)
    _turn(row, RequestMove.UPHOLD, "upheld", reason, by, at)


@transaction
@once("evidence.revoke_finding")
def revoke_finding(*, key: UUID, by: Actor, at: datetime, finding_id: UUID, reason: str) -> UUID:
    """
    Let the provider withdraw his finding; another provider is asked. Return the new request's id.

    A suspended provider may still withdraw what he said.

    :raises NotFound: no such finding of the actor's organisation
    :raises NotAdmitted: the person only looks on
    :raises rules.requests.RequestMoveRefused: withdrawn already
    """
    demand(by, duty=MAKER)
    row = _locked(finding_id, issuer_id=by.organisation_id)
    _turn(row, RequestMove.WITHDRAW, "revoked", reason, by, at)
    return open_again(row.request, by=by, at=at)


def _locked(finding_id: UUID, **whose: UUID) -> models.Finding:
    """Find the finding and lock its request: the one row that all its turns meet at."""
    row = models.Finding.objects.filter(pk=finding_id, **whose).first()
    if row is None:
        raise NotFound(field="finding_id")
    row.request = models.ServiceRequest.objects.select_for_update().get(pk=row.request_id)
    return row


def _turn(
    row: models.Finding,
    move: RequestMove,
    turn: str,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    request = row.request
    request.state = requests.after(RequestState(request.state), move).value
    if move is RequestMove.WITHDRAW:
        request.answered_at, request.decline_reason = None, reason[:200]
    request.save(update_fields=["state", "answered_at", "decline_reason"])
    models.FindingTurn.objects.create(
        created_at=at,
        finding=row,
        turn=turn,
        reason=reason[:200],
        by_organisation=by.organisation_id,
    )
    journal.record(
        f"evidence.finding.{turn}",
        subject=Subject(row.subject_kind, row.subject_id),
        about=row.enterprise_id,
        by=by,
        at=at,
        facts={"finding": row.id, "kind": row.kind, "issuer": row.issuer_id},
    )
