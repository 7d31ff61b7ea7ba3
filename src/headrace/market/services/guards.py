"""Who may deal with whom, and under which product: asked anew at every step of an offer."""

from datetime import datetime

from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction
from headrace.market import models
from headrace.market.rules import offer as rules
from headrace.parties import queries as parties
from headrace.products import queries as products
from headrace.rulebook import services as rulebook


@needs_transaction
def check_parties(row: models.Offer, *, by: Actor, at: datetime) -> None:
    """
    Let pass an offer's lender and a firm whose admissions are live and who are not related.

    Where the rule on conflicts only warns, a flagged share is kept as a reported decision.
    :raises headrace.market.rules.offer.LenderNotAdmitted: :raises FirmNotAdmitted:
    :raises ConflictOfInterest:
    """
    lender_id, demand = row.lender_id, row.demand
    if not parties.admitted(lender_id, row.lender_type, at=at):
        raise rules.LenderNotAdmitted(lender_id=lender_id, roles=[row.lender_type])
    if not parties.admitted(demand.enterprise_id, "enterprise", at=at):
        raise rules.FirmNotAdmitted(demand.id)
    conflicts = parties.conflicts_between(lender_id, demand.enterprise_id, on=day_of(at))
    forbidden = any(each.rule.severity == "block" for each in conflicts)
    if forbidden or lender_id == demand.enterprise_id:
        raise rules.ConflictOfInterest(lender_id=lender_id, demand_id=demand.id)
    for each in conflicts:
        rulebook.decide(
            rule=each.rule,
            subject=Subject("demand", demand.id),
            inputs={"lender": str(lender_id), "share_ppm": each.share_ppm},
            verdict="reported",
            by=by,
            at=at,
        )


def check_product(row: models.Offer, *, by: Actor) -> None:
    """Let pass an offer whose product is still live; :raises ProductNotOnOffer:"""
    state = products.product(row.product_id, by).state
    if state != "live":
        raise rules.ProductNotOnOffer(offer_id=row.id, state=state)
