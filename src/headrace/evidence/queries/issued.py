"""What a provider has said so far, what became of it, and what firms let him see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from headrace.evidence import models
from headrace.evidence.queries.findings import FindingView, views_of
from headrace.evidence.rules.consent import ConsentState
from headrace.kit.actors import Actor
from headrace.parties import queries as parties

MOST = 100


@dataclass(frozen=True, slots=True)
class TurnView:
    """A later turn of a finding: contested, upheld or revoked, with the reason given."""

    turn: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class IssuedView:
    """A finding as its own issuer sees it."""

    finding: FindingView
    request_id: UUID
    enterprise_id: UUID
    enterprise_name: str
    turns: tuple[TurnView, ...]


def issued_by(actor: Actor, *, at: datetime, limit: int = MOST) -> tuple[IssuedView, ...]:
    """Return the findings of the actor's organisation, newest first, at most MOST."""
    return _issued(_own(actor).order_by("-id")[: min(limit, MOST)], at)


def issued_for(request_id: UUID, actor: Actor, *, at: datetime) -> IssuedView | None:
    """Return what the actor's organisation answered to a request; None before it did."""
    found = _issued(_own(actor).filter(request_id=request_id), at)
    return found[0] if found else None


def shown_to(actor: Actor, enterprise_id: UUID, *, at: datetime) -> frozenset[str]:
    """Return the kinds of data that a firm lets the actor's organisation see at a moment."""
    meant = Q(grantees__overlap=sorted(actor.roles))
    meant |= Q(providers__contains=[actor.organisation_id])
    live = models.Consent.objects.filter(
        meant, grantor_id=enterprise_id, state=ConsentState.ACTIVE, expires_at__gt=at
    )
    return frozenset(kind for kinds in live.values_list("data_kinds", flat=True) for kind in kinds)


def _own(actor: Actor) -> QuerySet[models.Finding]:
    return models.Finding.objects.filter(issuer_id=actor.organisation_id)


def _issued(found: QuerySet[models.Finding], at: datetime) -> tuple[IssuedView, ...]:
    rows: Sequence[models.Finding] = list(found.prefetch_related("turns"))
    firms = parties.organisations({row.enterprise_id for row in rows}) if rows else {}
    return tuple(
        IssuedView(
            finding=view,
            request_id=row.request_id,
            enterprise_id=row.enterprise_id,
            enterprise_name=firms[row.enterprise_id].name if row.enterprise_id in firms else "",
            turns=tuple(
                TurnView(turn.turn, turn.reason, turn.created_at)
                for turn in sorted(row.turns.all(), key=lambda turn: turn.id)
            ),
        )
        for row, view in zip(rows, views_of(rows, at), strict=True)
    )
