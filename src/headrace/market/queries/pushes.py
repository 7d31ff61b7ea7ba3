"""What a lender was shown, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tenor.money import Money

from headrace.kit.actors import Actor
from headrace.market import models
from headrace.market.rules import demand as demand_rules
from headrace.market.rules import push as push_rules
from headrace.market.rules.matching import Reason
from headrace.products import queries as products
from headrace.products.queries import Label


@dataclass(frozen=True, slots=True)
class PushView:
    """One matched pair with its reasons; `place` is the product's place in the firm's list."""

    id: UUID
    demand_id: UUID
    reference: str
    product_id: UUID
    product_name: Label
    lender_id: UUID
    model: str
    amount: Money
    term_months: int
    place: int
    firm_ppm: int
    lender_ppm: int
    reasons: tuple[Reason, ...]
    state: str
    shown_at: datetime


def pushes_for(actor: Actor) -> tuple[PushView, ...]:
    """Return what the actor's institution is shown, the best fit for it first; none muted."""
    rows = models.Push.objects.filter(
        lender_id=actor.organisation_id,
        state__in=[each.value for each in push_rules.ON_THE_DESK],
        demand__state__in=[each.value for each in demand_rules.TAKES_OFFERS],
    )
    return _views(rows.select_related("demand").order_by("-lender_ppm", "id"))


def matches_for(actor: Actor, demand_id: UUID) -> tuple[PushView, ...]:
    """Return what a firm's own demand was matched with, its best fit first; for its firm only."""
    rows = models.Push.objects.filter(
        demand=demand_id, demand__enterprise_id=actor.organisation_id
    ).exclude(state=push_rules.State.ENDED)
    return _views(rows.select_related("demand").order_by("place", "id"))


def _views(rows: Iterable[models.Push]) -> tuple[PushView, ...]:
    found = list(rows)
    offered = products.products_by_id({each.product_id for each in found}) if found else {}
    return tuple(_view(each, offered[each.product_id]) for each in found)


def _view(row: models.Push, product: products.ProductView) -> PushView:
    return PushView(
        id=row.id,
        demand_id=row.demand_id,
        reference=row.demand.reference_number,
        product_id=row.product_id,
        product_name=Label(product.name_en, product.name_zh),
        lender_id=row.lender_id,
        model=product.model,
        amount=Money.from_minor(row.demand.amount_minor, row.demand.currency),
        term_months=row.demand.term_months,
        place=row.place,
        firm_ppm=row.firm_ppm,
        lender_ppm=row.lender_ppm,
        reasons=reasons(row),
        state=row.state,
        shown_at=row.created_at,
    )


def reasons(row: models.Push) -> tuple[Reason, ...]:
    """Return the coded reasons for which a request was shown."""
    return tuple(Reason(**each) for each in row.reasons)
