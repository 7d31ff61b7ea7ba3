"""Reads of declared sources of funds."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from tenor.money import LIMIT_MINOR, Money

from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.errors import NotFound
from headrace.parties import models
from headrace.parties.models.funds import State
from headrace.parties.rules import districts

_SUPERVISORS = frozenset({"government", "auditor"})


@dataclass(frozen=True, slots=True)
class FundSourceView:
    """A source of funds as its investor and the supervisor of funds see it."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    origin: str
    cap: Money
    evidence_hash: bytes
    state: str
    expires_date: date | None
    declared_at: datetime
    decided_at: datetime | None
    reason: str


def fund_source_admitted(organisation_id: UUID, *, amount: Money, at: datetime) -> UUID | None:
    """
    Return the admitted, unexpired source with the smallest cap that covers an amount, or None.

    The cap is compared with this amount alone; what is committed already is held against
    `funds_admitted`, the caps of all sources together.
    """
    rows = _admitted(organisation_id, amount.currency, at).filter(cap_minor__gte=amount.minor)
    return rows.order_by("cap_minor", "id").values_list("id", flat=True).first()


def funds_admitted(organisation_id: UUID, *, currency: str, at: datetime) -> Money:
    """Return the caps of an investor's admitted, unexpired sources together."""
    caps = _admitted(organisation_id, currency, at).aggregate(sum=Sum("cap_minor", default=0))
    return Money.from_minor(min(int(caps["sum"]), LIMIT_MINOR), currency)


def _admitted(organisation_id: UUID, currency: str, at: datetime) -> QuerySet[models.FundSource]:
    return models.FundSource.objects.filter(
        Q(expires_date=None) | Q(expires_date__gt=day_of(at)),
        organisation=organisation_id,
        state=State.ADMITTED,
        currency=currency,
    )


def fund_sources_visible_to(actor: Actor) -> QuerySet[models.FundSource]:
    """Return an investor's own sources; for a supervising office, those of its district."""
    rows = models.FundSource.objects.select_related("organisation")
    if actor.roles.isdisjoint(_SUPERVISORS):
        return rows.filter(organisation=actor.organisation_id)
    own = Q(organisation=actor.organisation_id)
    return rows.filter(own | Q(organisation__district__startswith=districts.prefix(actor.district)))


def fund_sources(actor: Actor, *, state: str | None = None) -> tuple[FundSourceView, ...]:
    """Return the sources an actor may see, newest first, in one query."""
    rows = fund_sources_visible_to(actor).order_by("-id")
    return tuple(_view(each) for each in (rows.filter(state=state) if state else rows))


def fund_source(fund_source_id: UUID, actor: Actor) -> FundSourceView:
    """
    Return one source.

    :raises NotFound: none with this id that the actor may see
    """
    row = fund_sources_visible_to(actor).filter(pk=fund_source_id).first()
    if row is None:
        raise NotFound
    return _view(row)


def _view(row: models.FundSource) -> FundSourceView:
    return FundSourceView(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name,
        origin=row.origin,
        cap=Money.from_minor(row.cap_minor, row.currency),
        evidence_hash=bytes(row.evidence_hash),
        state=row.state,
        expires_date=row.expires_date,
        declared_at=row.created_at,
        decided_at=row.decided_at,
        reason=row.reason,
    )
