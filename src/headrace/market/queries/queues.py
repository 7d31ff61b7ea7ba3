"""A lender's desk: one row for each request, by whose turn it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tenor.money import Money

from headrace.credit import queries as credit
from headrace.kit.actors import Actor
from headrace.kit.subjects import Subject
from headrace.market import models
from headrace.market.policy import policy
from headrace.market.queries.pushes import reasons
from headrace.market.rules import offer as offer_rules
from headrace.market.rules import push as push_rules
from headrace.market.rules.matching import Reason
from headrace.market.rules.turn import Turn, of_lender
from headrace.parties import queries as parties
from headrace.products import queries as products
from headrace.products.queries import Label


@dataclass(frozen=True, slots=True)
class QueueRow:
    """
    One file on a lender's desk.

    `checks_done` of `checks_required` findings stood behind the grade; `sales_weeks` are the
    26 weeks before it, in minor units, the oldest first.
    """

    demand_id: UUID
    reference: str
    firm_name: str
    district: str
    industry: str
    staff: int
    purpose_code: str
    amount: Money
    term_months: int
    product_id: UUID
    product_name: Label
    model_name: Label
    grade: str
    grade_low: str
    grade_high: str
    checks_done: int
    checks_required: int
    sales_weeks: tuple[int, ...]
    reasons: tuple[Reason, ...]
    push_state: str
    demand_state: str
    offer_id: UUID | None
    offer_state: str
    published_at: datetime | None
    turn: Turn


def queue(actor: Actor, at: datetime) -> tuple[QueueRow, ...]:
    """
    Return a lender's files, what is due first, in a number of queries that does not grow.

    One row a demand: the product with the lender's own offer, else the one that fits it best.
    """
    pushed = models.Push.objects.filter(
        lender_id=actor.organisation_id,
        state__in=[each.value for each in push_rules.ON_THE_DESK],
        demand__state__in=["matching", "offered", "contracted"],
    )
    rows = list(pushed.select_related("demand").order_by("-lender_ppm", "id"))
    offers = _own_offers(actor, {each.demand_id for each in rows})
    chosen = _one_a_demand(rows, offers)
    firms = parties.organisations({each.demand.enterprise_id for each in chosen})
    scores = credit.scores_for([Subject("demand", each.demand_id) for each in chosen])
    offered = products.products_by_id({each.product_id for each in chosen})
    seen = [
        _row(
            each,
            own=offers.get(each.demand_id),
            firm=firms[each.demand.enterprise_id],
            score=scores[Subject("demand", each.demand_id)],
            product=offered[each.product_id],
        )
        for each in chosen
    ]
    return tuple(sorted(seen, key=lambda each: _due_order(each, at)))


def _own_offers(actor: Actor, demands: Iterable[UUID]) -> Mapping[UUID, models.Offer]:
    rows = models.Offer.objects.filter(
        lender_id=actor.organisation_id,
        demand__in=list(demands),
        state__in=["made", "firm", "chosen", "accepted"],
    )
    return {each.demand_id: each for each in rows.order_by("id")}


def _one_a_demand(
    rows: Iterable[models.Push], offers: Mapping[UUID, models.Offer]
) -> list[models.Push]:
    kept: dict[UUID, models.Push] = {}
    for each in rows:
        own = offers.get(each.demand_id)
        if each.demand_id not in kept or (own and own.product_id == each.product_id):
            kept[each.demand_id] = each
    return list(kept.values())


def _due_order(row: QueueRow, at: datetime) -> tuple[bool, datetime, UUID]:
    lenders_turn = row.turn.who.startswith("lender")
    return not lenders_turn, row.turn.by or at, row.demand_id


def _row(
    push: models.Push,
    *,
    own: models.Offer | None,
    firm: parties.OrganisationView,
    score: credit.ScoreView,
    product: products.ProductView,
) -> QueueRow:
    asked = push.demand
    return QueueRow(
        demand_id=asked.id,
        reference=asked.reference_number,
        firm_name=firm.name,
        district=firm.district,
        industry=firm.industry,
        staff=firm.staff,
        purpose_code=asked.purpose_code,
        amount=Money.from_minor(asked.amount_minor, asked.currency),
        term_months=asked.term_months,
        product_id=product.id,
        product_name=Label(product.name_en, product.name_zh),
        model_name=products.model(product.model).name,
        grade=score.grade,
        grade_low=score.grade_low,
        grade_high=score.grade_high,
        checks_done=score.findings_done,
        checks_required=score.findings_required,
        sales_weeks=score.sales_weeks,
        reasons=reasons(push),
        push_state=push.state,
        demand_state=asked.state,
        offer_id=own.id if own else None,
        offer_state=own.state if own else "",
        published_at=asked.published_at,
        turn=of_lender(
            offer_rules.State(own.state) if own else None,
            offer_until=own.expires_at if own else None,
            pushed_at=push.created_at,
            demand_until=asked.expires_at or push.created_at,
            decide_days=policy().decide_days,
        ),
    )
