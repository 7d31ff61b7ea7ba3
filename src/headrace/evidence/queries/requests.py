"""Reads of requests to providers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from headrace.evidence import models
from headrace.evidence.rules import requests as rules
from headrace.evidence.rules.requests import RequestState
from headrace.kit.actors import CENTRE, Actor
from headrace.kit.errors import NotFound
from headrace.kit.subjects import Subject
from headrace.parties import queries as parties

_OVERSEERS = frozenset({"government", "auditor"})


@dataclass(frozen=True, slots=True)
class RequestView:
    """A question to a provider; `late` is true from the hour it was due, answered late or not."""

    id: UUID
    subject: Subject
    enterprise_id: UUID
    enterprise_name: str
    kind: str
    provider_id: UUID | None
    provider_name: str
    required: bool
    due_at: datetime
    state: str
    late: bool
    answered_at: datetime | None
    decline_reason: str


def requests_visible_to(actor: Actor) -> QuerySet[models.ServiceRequest]:
    """Return what one was asked, and what was asked about one's own firm; overseers see all."""
    rows = models.ServiceRequest.objects.all()
    if actor.roles & _OVERSEERS or (actor.organisation_id == CENTRE and actor.person_id is None):
        return rows
    mine = Q(provider_id=actor.organisation_id) | Q(enterprise_id=actor.organisation_id)
    return rows.filter(mine)


def requests_for(subject: Subject, *, at: datetime | None = None) -> tuple[RequestView, ...]:
    """Return every request about a subject, declined ones too, oldest first."""
    rows = models.ServiceRequest.objects.filter(
        subject_kind=subject.kind, subject_id=subject.id
    ).order_by("id")
    return _views(rows, at)


def requests_of_provider(actor: Actor, *, at: datetime | None = None) -> tuple[RequestView, ...]:
    """Return what the actor's organisation was asked, the most urgent first."""
    rows = models.ServiceRequest.objects.filter(provider_id=actor.organisation_id)
    return _views(rows.order_by("due_at", "id"), at)


def request(request_id: UUID, actor: Actor, *, at: datetime | None = None) -> RequestView:
    """Return one request; :raises NotFound: not there, or not the actor's to see."""
    rows = _views(requests_visible_to(actor).filter(pk=request_id), at)
    if not rows:
        raise NotFound(field="request_id")
    return rows[0]


def completeness(subject: Subject) -> tuple[int, int]:
    """Return how many required answers are in, and how many there must be; in one query."""
    required = models.ServiceRequest.objects.filter(
        subject_kind=subject.kind, subject_id=subject.id, required=True
    ).exclude(state=RequestState.DECLINED.value)
    answered = Q(state__in=[state.value for state in rules.DONE])
    counts = required.aggregate(done=Count("id", filter=answered), needed=Count("id"))
    return counts["done"], counts["needed"]


def _views(rows: Iterable[models.ServiceRequest], at: datetime | None) -> tuple[RequestView, ...]:
    rows = list(rows)
    ids = {row.enterprise_id for row in rows}
    ids |= {row.provider_id for row in rows if row.provider_id is not None}
    found = parties.organisations(ids) if rows else {}
    names = {organisation_id: view.name for organisation_id, view in found.items()}
    return tuple(_view(row, names, at) for row in rows)


def _view(row: models.ServiceRequest, names: dict[UUID, str], at: datetime | None) -> RequestView:
    state = RequestState(row.state)
    # An answer is measured by its own hour, an open question by the hour of reading.
    measured_at = row.answered_at or at
    overdue = measured_at is not None and measured_at > row.due_at
    return RequestView(
        id=row.id,
        subject=Subject(row.subject_kind, row.subject_id),
        enterprise_id=row.enterprise_id,
        enterprise_name=names.get(row.enterprise_id, ""),
        kind=row.kind,
        provider_id=row.provider_id,
        provider_name=names.get(row.provider_id, "") if row.provider_id else "",
        required=row.required,
        due_at=row.due_at,
        state=row.state,
        late=state is RequestState.LATE or (overdue and state is not RequestState.DECLINED),
        answered_at=row.answered_at,
        decline_reason=row.decline_reason,
    )
