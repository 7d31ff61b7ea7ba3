"""Demands as their firm, the lenders that were shown them and government see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet, Sum
from tenor.money import Money

from headrace.kit.actors import Actor
from headrace.market import models
from headrace.market.queries.visible import SUPERVISING, demands_visible_to, visible_demand
from headrace.market.rules import demand as rules
from headrace.market.rules.turn import Turn, of_demand
from headrace.parties import queries as parties


@dataclass(frozen=True, slots=True)
class DemandView:
    """
    What a firm asks for, how far it is covered, and whose turn it is.

    `covered` is bound, `chosen` waits until the least amount is reached.
    """

    id: UUID
    reference: str
    enterprise_id: UUID
    enterprise_name: str
    district: str
    amount: Money
    amount_least: Money
    covered: Money
    chosen: Money
    term_months: int
    purpose_code: str
    purpose_text: str
    payees: tuple[str, ...]
    innovation: bool
    repayment_source: str
    plan_kind: str
    models: tuple[str, ...]
    details: Mapping[str, Any]
    wanted_date: date | None
    state: str
    drafted_at: datetime
    published_at: datetime | None
    matched_at: datetime | None
    expires_at: datetime | None
    checks_due_at: datetime | None
    ended_at: datetime | None
    matched_lenders: int
    offers_firm: int
    likenesses: int
    book_id: UUID | None
    pack: str
    pack_version: int | None
    turn: Turn


@dataclass(frozen=True, slots=True)
class DeclineView:
    """Why a lender declined, as the firm is told; the lender stays unnamed."""

    code: str
    text: str


def demand(demand_id: UUID, actor: Actor) -> DemandView:
    """Return one demand; :raises NotFound: not there, or not this actor's to see."""
    row = visible_demand(demand_id, actor)
    return views(models.Demand.objects.filter(pk=row.pk))[0]


def awaits_money(demand_id: UUID) -> bool:
    """Say whether a demand is contracted and its money has not all reached the firm."""
    return models.Demand.objects.filter(pk=demand_id, state=rules.State.CONTRACTED).exists()


def demands_of(actor: Actor) -> tuple[DemandView, ...]:
    """Return the actor's own demands, the newest first, in few queries."""
    return views(models.Demand.objects.filter(enterprise_id=actor.organisation_id).order_by("-id"))


def demands_in_sight(actor: Actor, *, state: str | None = None) -> tuple[DemandView, ...]:
    """Return every demand the actor may see, the newest first, in few queries."""
    rows = demands_visible_to(actor)
    return views((rows.filter(state=state) if state else rows).order_by("-id"))


def declines_of(demand_id: UUID, actor: Actor) -> tuple[DeclineView, ...]:
    """
    Return what lenders told the firm when they declined; a lender reads its own answer alone.

    :raises NotFound:
    """
    row = visible_demand(demand_id, actor)
    told = row.pushes.exclude(decline_code="").order_by("id")
    if row.enterprise_id != actor.organisation_id and not actor.roles & SUPERVISING:
        told = told.filter(lender_id=actor.organisation_id)
    return tuple(DeclineView(each.decline_code, each.decline_text) for each in told)


def views(rows: QuerySet[models.Demand]) -> tuple[DemandView, ...]:
    """Return demands with what is covered, in five queries whatever their number."""
    found = list(rows)
    names = parties.organisations({each.enterprise_id for each in found}) if found else {}
    sums = _sums([each.id for each in found])
    return tuple(
        _view(each, names[each.enterprise_id].name, sums.get(each.id, {})) for each in found
    )


def _sums(ids: Iterable[UUID]) -> dict[UUID, Mapping[str, Any]]:
    """Count offers, pushes and likenesses apart, each in one query: joins would multiply them."""
    wanted = list(ids)
    if not wanted:
        return {}
    sums: dict[UUID, dict[str, Any]] = {each: {} for each in wanted}
    of_offers = (
        models.Offer.objects.filter(demand__in=wanted)
        .values("demand_id")
        .annotate(
            covered=Sum("amount_minor", filter=Q(state="accepted")),
            chosen=Sum("amount_minor", filter=Q(state="chosen")),
            offers_firm=Count("id", filter=Q(state__in=["firm", "chosen", "accepted"])),
            until=Min("expires_at", filter=Q(state="firm")),
        )
    )
    of_pushes = (
        models.Push.objects.filter(demand__in=wanted)
        .values("demand_id")
        .annotate(matched_lenders=Count("lender_id", distinct=True))
    )
    of_likenesses = (
        models.Likeness.objects.filter(demand__in=wanted)
        .values("demand_id")
        .annotate(likenesses=Count("id"))
    )
    for rows in (of_offers, of_pushes, of_likenesses):
        for each in rows:
            sums[each["demand_id"]] |= each
    return dict(sums)


def _view(row: models.Demand, name: str, sums: Mapping[str, Any]) -> DemandView:
    def money(minor: int | None) -> Money:
        return Money.from_minor(minor or 0, row.currency)

    return DemandView(
        id=row.id,
        reference=row.reference_number,
        enterprise_id=row.enterprise_id,
        enterprise_name=name,
        district=row.district,
        amount=money(row.amount_minor),
        amount_least=money(row.amount_least_minor),
        covered=money(sums.get("covered")),
        chosen=money(sums.get("chosen")),
        term_months=row.term_months,
        purpose_code=row.purpose_code,
        purpose_text=row.purpose_text,
        payees=tuple(row.payees),
        innovation=row.innovation,
        repayment_source=row.repayment_source,
        plan_kind=row.plan_kind,
        models=tuple(row.wanted_models),
        details=row.details,
        wanted_date=row.wanted_date,
        state=row.state,
        drafted_at=row.created_at,
        published_at=row.published_at,
        matched_at=row.matched_at,
        expires_at=row.expires_at,
        checks_due_at=row.checks_due_at,
        ended_at=row.ended_at,
        matched_lenders=sums.get("matched_lenders", 0),
        offers_firm=sums.get("offers_firm", 0),
        likenesses=sums.get("likenesses", 0),
        book_id=row.book_id,
        pack=row.pack,
        pack_version=row.pack_version,
        turn=of_demand(
            rules.State(row.state),
            expires_at=row.expires_at,
            checks_due_at=row.checks_due_at,
            best_offer_until=sums.get("until"),
        ),
    )
