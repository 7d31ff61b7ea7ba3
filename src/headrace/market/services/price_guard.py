"""The all-in cost of an offer against the ceiling of the day."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction
from headrace.market import models, pricing
from headrace.market.pricing import Price
from headrace.market.rules import offer as rules
from headrace.products import queries as products
from headrace.rulebook import services as rulebook


@dataclass(frozen=True, slots=True)
class Checked:
    """A price within the ceiling, and the decision that says so."""

    price: Price
    decision_id: UUID


@needs_transaction
def check_price(
    *,
    offer_id: UUID,
    demand: models.Demand,
    lender_id: UUID,
    lender_type: str,
    model: str,
    terms: products.Terms,
    by: Actor,
    at: datetime,
) -> Checked:
    """
    Compare the all-in cost with the ceiling of the day and keep the decision.

    A refusal is rolled back with its verb; its decision is kept from the journal's `kit.refused`.
    :raises headrace.market.rules.offer.RateAboveCeiling: cites rule, value, date and source
    """
    on = day_of(at)
    found = pricing.price(model, terms, lender_type=lender_type, on=on)
    if found.is_above_ceiling:
        raise rules.RateAboveCeiling(
            rules.Breach(
                demand_id=demand.id,
                lender_id=lender_id,
                yearly_cost=found.yearly_cost,
                ceiling=found.ceiling.rate,
                fee=pricing.breaking_fee(found),
                on=on,
                rule=pricing.cited(found.ceiling, lender_type=lender_type),
            )
        )
    decision_id = rulebook.decide(
        rule=found.ceiling.rule,
        subject=Subject("offer", offer_id),
        inputs={
            "yearly_cost": str(found.yearly_cost),
            "ceiling": str(found.ceiling.rate),
            "lender_type": lender_type,
            "amount_minor": terms.amount.minor,
            "rate_yearly": str(terms.rate_yearly),
            "fees": [each.code for each in terms.fees],
            "on": on.isoformat(),
        },
        verdict="allowed",
        by=by,
        at=at,
    )
    return Checked(found, decision_id)
