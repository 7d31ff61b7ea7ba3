"""Asking providers: who is asked, who takes it on, who was late."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.db.models import Count

from headrace.evidence import models
from headrace.evidence.queries.requests import completeness, requests_visible_to
from headrace.evidence.rules import requests as rules
from headrace.evidence.rules.claims import SCHEMAS, FindingKindUnknown
from headrace.evidence.rules.requests import RequestMove, RequestState
from headrace.kit import journal
from headrace.kit.actors import MAKER, Actor, demand
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction, transaction
from headrace.parties import queries as parties


class Asked(Protocol):
    """One line of the rulebook's answer: what must or should be asked, and by when."""

    @property
    def kind(self) -> str:
        """Kind of finding."""
        ...

    @property
    def due_days(self) -> int:
        """Days that the provider has."""
        ...

    @property
    def required(self) -> bool:
        """Whether the subject is incomplete without it."""
        ...


@needs_transaction
def open_requests(
    *,
    subject: Subject,
    enterprise_id: UUID,
    required: Sequence[Asked],
    by: Actor,
    at: datetime,
) -> tuple[UUID, ...]:
    """
    Ask one accredited provider for each kind, the least busy first; return the requests' ids.

    Nobody judges himself or a firm he owns a share of. Where no provider is accredited the
    request stands without one, visibly, and `assign_waiting` finds one later. A kind that is
    asked already is not asked twice.

    :raises rules.claims.FindingKindUnknown: a kind for which there are no findings
    """
    for each in required:
        if each.kind not in SCHEMAS:
            raise FindingKindUnknown(kind=each.kind)
    standing = dict(_live(subject).values_list("kind", "id"))
    for each in required:
        if each.kind not in standing:
            standing[each.kind] = _open(subject, enterprise_id, each, by, at)
    done, needed = completeness(subject)
    if done == needed:
        tell_completed(subject, enterprise_id, by=by, at=at)
    return tuple(standing[each.kind] for each in required)


@transaction
@once("evidence.accept_request")
def accept_request(*, key: UUID, by: Actor, at: datetime, request_id: UUID) -> None:
    """Take a request on; :raises NotFound, NotAdmitted, rules.requests.RequestMoveRefused."""
    _move_own(request_id, RequestMove.ACCEPT, "accepted", by, at)


@transaction
@once("evidence.start_request")
def start_request(*, key: UUID, by: Actor, at: datetime, request_id: UUID) -> None:
    """Begin the work; :raises NotFound, NotAdmitted, rules.requests.RequestMoveRefused."""
    _move_own(request_id, RequestMove.START, "started", by, at)


@transaction
@once("evidence.decline_request")
def decline_request(
    *, key: UUID, by: Actor, at: datetime, request_id: UUID, reason: str
) -> UUID:
    """
    Turn a request down; it goes to another provider. Return the new request's id.

    :raises NotFound: no such request of the actor's organisation
    :raises NotAdmitted: the actor has no such role, or only looks on
    :raises rules.requests.RequestMoveRefused: it is answered or declined already
    """
    row = _move_own(request_id, RequestMove.DECLINE, "declined", by, at, reason=reason[:200])
    heir = models.ServiceRequest.objects.create(
        created_at=at,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        enterprise_id=row.enterprise_id,
        kind=row.kind,
        required=row.required,
        due_at=max(row.due_at, at + timedelta(days=1)),
        provider_id=_provider_for(row.kind, row.enterprise_id, _subject(row), at),
    )
    _tell("evidence.request.opened", heir, by, at)
    return heir.id


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
    if provider_id not in _eligible(row.kind, row.enterprise_id, _subject(row), at):
        raise rules.ProviderNotEligible(kind=row.kind)
    row.state = rules.after(RequestState(row.state), RequestMove.REASSIGN).value
    row.provider_id = provider_id
    row.due_at = max(row.due_at, at + timedelta(days=1))
    row.save()
    _tell("evidence.request.assigned", row, by, at)


@needs_transaction
def assign_waiting(*, by: Actor, at: datetime) -> int:
    """Give requests without a provider to one who is accredited by now; return how many."""
    waiting = models.ServiceRequest.objects.select_for_update(skip_locked=True).filter(
        provider_id=None, state__in=[RequestState.OPEN.value, RequestState.LATE.value]
    )
    assigned = 0
    for row in waiting.order_by("id"):
        row.provider_id = _provider_for(row.kind, row.enterprise_id, _subject(row), at)
        if row.provider_id is not None:
            row.save(update_fields=["provider_id"])
            _tell("evidence.request.assigned", row, by, at)
            assigned += 1
    return assigned


@needs_transaction
def mark_late(*, by: Actor, at: datetime) -> int:
    """Mark the requests whose time is over, each with its entry; return how many."""
    due = models.ServiceRequest.objects.select_for_update().filter(
        state__in=[state.value for state in rules.WAITING], due_at__lt=at
    )
    rows = list(due.order_by("id"))
    for row in rows:
        row.state = rules.after(RequestState(row.state), RequestMove.LAPSE).value
        _tell("evidence.request.late", row, by, at)
    models.ServiceRequest.objects.bulk_update(rows, ["state"])
    return len(rows)


def tell_completed(subject: Subject, enterprise_id: UUID, *, by: Actor, at: datetime) -> None:
    """Write down that every required answer about a subject is in."""
    done, needed = completeness(subject)
    journal.record(
        "evidence.requests.completed",
        subject=subject,
        about=enterprise_id,
        by=by,
        at=at,
        facts={"done": done, "required": needed},
    )


def lock_all_of(subject: Subject) -> None:
    """Lock every request of a subject, so that two last answers cannot miss each other."""
    list(_of(subject).select_for_update().order_by("id").values_list("id"))


def _open(
    subject: Subject, enterprise_id: UUID, asked: Asked, by: Actor, at: datetime
) -> UUID:
    row = models.ServiceRequest.objects.create(
        created_at=at,
        subject_kind=subject.kind,
        subject_id=subject.id,
        enterprise_id=enterprise_id,
        kind=asked.kind,
        provider_id=_provider_for(asked.kind, enterprise_id, subject, at),
        required=asked.required,
        due_at=at + timedelta(days=asked.due_days),
    )
    _tell("evidence.request.opened", row, by, at)
    return row.id


def _provider_for(
    kind: str, enterprise_id: UUID, subject: Subject, at: datetime
) -> UUID | None:
    eligible = _eligible(kind, enterprise_id, subject, at)
    busy = models.ServiceRequest.objects.filter(
        provider_id__in=eligible, state__in=[state.value for state in rules.ANSWERABLE]
    )
    counts = dict(busy.values_list("provider_id").annotate(Count("id")))
    return rules.choose_provider(eligible, excluded=frozenset(), open_counts=counts)


def _eligible(kind: str, enterprise_id: UUID, subject: Subject, at: datetime) -> frozenset[UUID]:
    """Return who is accredited, independent of the firm, and has not declined this question."""
    declined = _of(subject).filter(kind=kind, state=RequestState.DECLINED.value)
    excluded = frozenset(declined.values_list("provider_id", flat=True)) | {enterprise_id}
    accredited = parties.accredited(rules.role_for(kind), at=at, excluding=excluded)
    return frozenset(each.id for each in accredited)


def _locked(request_id: UUID, by: Actor) -> models.ServiceRequest:
    found = requests_visible_to(by).select_for_update().filter(pk=request_id).first()
    if found is None:
        raise NotFound(field="request_id")
    return found


def _move_own(
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
    _tell(f"evidence.request.{told_as}", row, by, at)
    return row


def _of(subject: Subject) -> "models.QuerySet":
    return models.ServiceRequest.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
