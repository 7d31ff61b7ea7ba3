"""What must hold whenever an offer is made, approved or accepted; each asked anew each time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Sum
from tenor.money import Money

from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction
from headrace.market import models, pricing
from headrace.market.pricing import Price
from headrace.market.rules import offer as rules
from headrace.parties import queries as parties
from headrace.products import queries as products
from headrace.register import queries as register
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


@needs_transaction
def check_lender(
    lender_id: UUID, *, demand: models.Demand, lender_type: str, by: Actor, at: datetime
) -> None:
    """
    Let pass a lender whose admission is live and who is not related to the firm.

    Where the rule on conflicts only warns, a flagged share is kept as a reported decision.
    :raises headrace.market.rules.offer.LenderNotAdmitted: :raises ConflictOfInterest:
    """
    if not parties.admitted(lender_id, lender_type, at=at):
        raise rules.LenderNotAdmitted(lender_id=lender_id, roles=[lender_type])
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


def admitted_source(lender_id: UUID, *, amount: Money, at: datetime) -> UUID:
    """
    Return the admitted source of funds that covers an amount on top of all that is committed.

    Committed is what is set aside for open offers and what borrowers owe already.
    :raises headrace.market.rules.offer.FundSourceNotAdmitted: no source covers it all
    """
    held = models.Offer.objects.filter(
        lender_id=lender_id,
        currency=amount.currency,
        state__in=[each.value for each in rules.HOLDS],
    ).aggregate(sum=Sum("amount_minor"))["sum"]
    lent = register.exposure(lender_id=lender_id, currency=amount.currency)
    committed = amount + lent + Money.from_minor(int(held or 0), amount.currency)
    source = parties.fund_source_admitted(lender_id, amount=committed, at=at)
    if source is None:
        raise rules.FundSourceNotAdmitted(amount=committed, lender_id=lender_id)
    return source
