"""Asking providers: who is asked, and who was late."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.db.models import Count, QuerySet

from headrace.evidence import models
from headrace.evidence.queries.requests import completeness
from headrace.evidence.rules import requests as rules
from headrace.evidence.rules.claims import SCHEMAS, FindingKindUnknown
from headrace.evidence.rules.requests import RequestMove, RequestState
from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction
from headrace.parties import queries as parties


class Asked(Protocol):
    """One line of the rulebook's answer: what is to be asked, and by when."""

    @property
    def kind(self) -> str:
        """Kind of finding, or the role of the provider who makes it."""
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
    kinds = [_known_kind(each.kind) for each in required]
    live = requests_of(subject).exclude(state=RequestState.DECLINED.value)
    standing = dict(live.values_list("kind", "id"))
    is_first = not standing
    for kind, each in zip(kinds, required, strict=True):
        if kind not in standing:
            standing[kind] = open_one(
                models.ServiceRequest(
                    subject_kind=subject.kind,
                    subject_id=subject.id,
                    enterprise_id=enterprise_id,
                    kind=kind,
                    required=each.required,
                    due_at=at + timedelta(days=each.due_days),
                ),
                by=by,
                at=at,
            )
    if is_first:
        # Where nothing is required nobody will answer last: it is complete from the start.
        tell_if_complete(subject, enterprise_id, by=by, at=at)
    return tuple(standing[kind] for kind in kinds)


@needs_transaction
def assign_waiting(*, by: Actor, at: datetime) -> int:
    """Give requests without a provider to one who is accredited by now; return how many."""
    waiting = models.ServiceRequest.objects.select_for_update(skip_locked=True).filter(
        provider_id=None, state__in=[RequestState.OPEN.value, RequestState.LATE.value]
    )
    assigned = 0
    for row in waiting.order_by("id"):
        row.provider_id = _provider_for(row, at)
        if row.provider_id is not None:
            row.save(update_fields=["provider_id"])
            tell("evidence.request.assigned", row, by, at)
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
        tell("evidence.request.late", row, by, at)
    models.ServiceRequest.objects.bulk_update(rows, ["state"])
    return len(rows)


def open_one(row: models.ServiceRequest, *, by: Actor, at: datetime) -> UUID:
    """Find a provider for a new request, store it and tell; return its id."""
    row.created_at = at
    row.provider_id = _provider_for(row, at)
    row.save()
    tell("evidence.request.opened", row, by, at)
    return row.id


def open_again(row: models.ServiceRequest, *, by: Actor, at: datetime) -> UUID:
    """Ask another provider what this one did not answer; he has at least a day."""
    heir = models.ServiceRequest(
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        enterprise_id=row.enterprise_id,
        kind=row.kind,
        required=row.required,
        due_at=max(row.due_at, at + timedelta(days=1)),
    )
    return open_one(heir, by=by, at=at)


def candidates_for(row: models.ServiceRequest, at: datetime) -> frozenset[UUID]:
    """Return who is accredited, is not the firm itself, and has not declined this question."""
    same = requests_of(Subject(row.subject_kind, row.subject_id)).filter(kind=row.kind)
    declined = same.filter(state=RequestState.DECLINED.value, provider_id__isnull=False)
    unwilling = {each for each in declined.values_list("provider_id", flat=True) if each}
    excluded = frozenset(unwilling | {row.enterprise_id})
    found = parties.accredited(rules.role_for(row.kind), at=at, excluding=excluded)
    return frozenset(each.id for each in found)


def is_independent(provider_id: UUID, enterprise_id: UUID, at: datetime) -> bool:
    """Say whether neither owns a share of the other that the rule of the day flags."""
    return not parties.conflicts_between(provider_id, enterprise_id, on=day_of(at))


def tell_if_complete(subject: Subject, enterprise_id: UUID, *, by: Actor, at: datetime) -> None:
    """Write down that every required answer about a subject is in, if it is so."""
    done, needed = completeness(subject)
    if done == needed:
        journal.record(
            "evidence.requests.completed",
            subject=subject,
            about=enterprise_id,
            by=by,
            at=at,
            facts={"done": done, "required": needed},
        )


def requests_of(subject: Subject) -> QuerySet[models.ServiceRequest]:
    """Return every request about a subject, declined ones too."""
    return models.ServiceRequest.objects.filter(subject_kind=subject.kind, subject_id=subject.id)


def tell(kind: str, row: models.ServiceRequest, by: Actor, at: datetime) -> None:
    """Write down what happened to a request."""
    journal.record(
        kind,
        subject=Subject(row.subject_kind, row.subject_id),
        about=row.enterprise_id,
        by=by,
        at=at,
        facts={
            "request": row.id,
            "kind": row.kind,
            "provider": row.provider_id,
            "required": row.required,
            "due_at": row.due_at.isoformat(),
        },
    )


def _provider_for(row: models.ServiceRequest, at: datetime) -> UUID | None:
    candidates = candidates_for(row, at)
    busy = models.ServiceRequest.objects.filter(
        provider_id__in=candidates, state__in=[state.value for state in rules.ANSWERABLE]
    )
    counts = dict(busy.values_list("provider_id").annotate(Count("id")))
    in_turn = rules.by_load(candidates, open_counts=counts)
    independent = (each for each in in_turn if is_independent(each, row.enterprise_id, at))
    return next(independent, None)


def _known_kind(asked: str) -> str:
    kind = rules.kind_of(asked)
    if kind not in SCHEMAS:
        raise FindingKindUnknown(kind=kind)
    return kind
