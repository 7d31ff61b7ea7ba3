"""Reads of consents."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from headrace.evidence import models
from headrace.evidence.rules.consent import ConsentState
from headrace.kit.actors import CENTRE, Actor
from headrace.kit.errors import NotFound

_OVERSEERS = frozenset({"government", "auditor"})


@dataclass(frozen=True, slots=True)
class ConsentView:
    """A consent as its firm sees it; `live` says whether it lets data in at the moment asked."""

    id: UUID
    grantor_id: UUID
    purpose: str
    data_kinds: tuple[str, ...]
    grantees: tuple[str, ...]
    providers: tuple[UUID, ...]
    from_date: date
    to_date: date
    expires_at: datetime
    state: str
    live: bool


def consents_visible_to(actor: Actor) -> QuerySet[models.Consent]:
    """Return the firm's own consents; overseers see all, a named provider those that name him."""
    rows = models.Consent.objects.all()
    if actor.roles & _OVERSEERS or (actor.organisation_id == CENTRE and actor.person_id is None):
        return rows
    own = rows.filter(grantor_id=actor.organisation_id)
    return own | rows.filter(providers__contains=[actor.organisation_id])


def consents_of(actor: Actor, *, at: datetime) -> tuple[ConsentView, ...]:
    """Return the consents that the actor may see, newest first."""
    return tuple(_view(row, at) for row in consents_visible_to(actor).order_by("-id"))


def consent(consent_id: UUID, actor: Actor, *, at: datetime) -> ConsentView:
    """Return one consent; :raises NotFound: not there, or not the actor's to see."""
    row = consents_visible_to(actor).filter(pk=consent_id).first()
    if row is None:
        raise NotFound(field="consent_id")
    return _view(row, at)


def _view(row: models.Consent, at: datetime) -> ConsentView:
    over = at >= row.expires_at
    ended = row.state == ConsentState.REVOKED
    return ConsentView(
        id=row.id,
        grantor_id=row.grantor_id,
        purpose=row.purpose,
        data_kinds=tuple(row.data_kinds),
        grantees=tuple(row.grantees),
        providers=tuple(row.providers),
        from_date=row.from_date,
        to_date=row.to_date,
        expires_at=row.expires_at,
        state=ConsentState.EXPIRED.value if over and not ended else row.state,
        live=row.state == ConsentState.ACTIVE and not over,
    )
