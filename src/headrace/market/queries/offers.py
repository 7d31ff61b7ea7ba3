"""Offers as firm, lender and government see them, with their whole cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from tenor.money import Money, total_of
from tenor.schedule import Instalment

from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.errors import NotFound
from headrace.market import models
from headrace.market.queries.visible import offers_visible_to, visible_demand
from headrace.parties import queries as parties
from headrace.products import queries as products
from headrace.products.queries import Fee, Label, fees_from_data


@dataclass(frozen=True, slots=True)
class OfferView:
    """
    An offer with its plan and everything the firm pays for it.

    `yearly_cost` and `ceiling` are effective fractions a year. `seen_hash`, `made_by` and
    `approved_by` are the lender's own and empty for others.
    """

    id: UUID
    demand_id: UUID
    reference: str
    product_id: UUID
    product_name: Label
    lender_id: UUID
    lender_name: str
    model: str
    model_name: Label
    amount: Money
    covers_all: bool
    rate_yearly: Decimal
    fees: tuple[Fee, ...]
    term_months: int
    plan_kind: str
    plan: tuple[Instalment, ...]
    cost_in_all: Money
    yearly_cost: Decimal
    ceiling: Decimal
    conditions: str
    security_kinds: tuple[str, ...]
    state: str
    made_at: datetime
    approved_at: datetime | None
    expires_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None
    end_reason: str
    seen_hash: str
    made_by: UUID | None
    approved_by: UUID | None


def offers_for(demand_id: UUID, actor: Actor) -> tuple[OfferView, ...]:
    """Return a demand's offers that the actor may see, the cheapest first; :raises NotFound:"""
    row = visible_demand(demand_id, actor)
    rows = offers_visible_to(actor).filter(demand=row)
    return _views(rows.order_by("yearly_cost", "id"), actor)


def offer(offer_id: UUID, actor: Actor) -> OfferView:
    """Return one offer; :raises NotFound: not there, or not this actor's to see."""
    rows = offers_visible_to(actor).filter(pk=offer_id)
    found = _views(rows, actor)
    if not found:
        raise NotFound(field="offer_id")
    return found[0]


def offers_of(actor: Actor, *, states: Iterable[str] = ()) -> tuple[OfferView, ...]:
    """Return the actor's own offers as a lender, the newest first."""
    rows = models.Offer.objects.filter(lender_id=actor.organisation_id).select_related("demand")
    wanted = list(states)
    return _views((rows.filter(state__in=wanted) if wanted else rows).order_by("-id"), actor)


def terms_of(row: models.Offer, *, at: datetime) -> products.Terms:
    """Return an offer's terms as its way of financing reads them, as if drawn on a day."""
    return products.Terms(
        amount=Money.from_minor(row.amount_minor, row.currency),
        term_months=row.term_months,
        rate_yearly=row.rate_yearly,
        plan_kind=row.plan_kind,
        start_date=day_of(at),
        fees=fees_from_data(row.fees),
        details=row.demand.details,
    )


def _views(rows: Iterable[models.Offer], actor: Actor) -> tuple[OfferView, ...]:
    found = list(rows)
    if not found:
        return ()
    lenders = parties.organisations({each.lender_id for each in found})
    offered = products.products_by_id({each.product_id for each in found})
    return tuple(
        _view(each, lenders[each.lender_id].name, offered[each.product_id], actor) for each in found
    )


def _view(
    row: models.Offer, lender_name: str, product: products.ProductView, actor: Actor
) -> OfferView:
    financing = products.model(row.model)
    terms = terms_of(row, at=row.accepted_at or row.approved_at or row.created_at)
    flows = financing.all_in_flows(terms)
    own = row.lender_id == actor.organisation_id
    return OfferView(
        id=row.id,
        demand_id=row.demand_id,
        reference=row.demand.reference_number,
        product_id=row.product_id,
        product_name=Label(product.name_en, product.name_zh),
        lender_id=row.lender_id,
        lender_name=lender_name,
        model=row.model,
        model_name=financing.name,
        amount=terms.amount,
        covers_all=row.amount_minor == row.demand.amount_minor,
        rate_yearly=row.rate_yearly,
        fees=terms.fees,
        term_months=row.term_months,
        plan_kind=row.plan_kind,
        plan=financing.plan(terms),
        cost_in_all=-total_of([amount for _, amount in flows], row.currency),
        yearly_cost=row.yearly_cost,
        ceiling=row.ceiling,
        conditions=row.conditions,
        security_kinds=financing.security_kinds,
        state=row.state,
        made_at=row.created_at,
        approved_at=row.approved_at,
        expires_at=row.expires_at,
        accepted_at=row.accepted_at,
        ended_at=row.ended_at,
        end_reason=row.end_reason,
        seen_hash=bytes(row.snapshot_id).hex() if own else "",
        made_by=row.made_by if own else None,
        approved_by=row.approved_by if own else None,
    )
