"""What must hold whenever an offer is made, approved or accepted; each asked anew each time."""

from dataclasses import dataclass
from datetime import date, datetime
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
from headrace.register import services as registry
from headrace.rulebook import queries as rulebook_reads
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


def admitted_source(lender_id: UUID, *, amount: Money, at: datetime) -> UUID:
    """
    Return an admitted source of funds for an amount on top of all that is committed.

    :raises headrace.market.rules.offer.FundSourceNotAdmitted: no source is as large as the amount,
        or all sources together do not cover what is committed with it
    """
    check_funds_admitted(lender_id, more=amount, at=at)
    source = parties.fund_source_admitted(lender_id, amount=amount, at=at)
    if source is None:
        raise rules.FundSourceNotAdmitted(amount=amount, lender_id=lender_id)
    return source


def check_funds_admitted(lender_id: UUID, *, more: Money, at: datetime) -> None:
    """
    Let pass what a lender's admitted sources cover: held for open offers, lent, and so much more.

    :raises headrace.market.rules.offer.FundSourceNotAdmitted:
    """
    held = models.Offer.objects.filter(
        lender_id=lender_id,
        currency=more.currency,
        state__in=[each.value for each in rules.HOLDS],
    ).aggregate(sum=Sum("amount_minor"))["sum"]
    lent = register.exposure(lender_id=lender_id, currency=more.currency)
    committed = more + lent + Money.from_minor(int(held or 0), more.currency)
    if committed > parties.funds_admitted(lender_id, currency=more.currency, at=at):
        raise rules.FundSourceNotAdmitted(amount=committed, lender_id=lender_id)


@needs_transaction
def check_single_borrower(row: models.Offer, *, at: datetime) -> None:
    """
    Let pass what one lender may lend one firm, where a rule `exposure.single_borrower` says so.

    The totals of the two stay locked, so that nothing is lent in between. The rule's value is
    {limit_minor, currency}; its scope may name the type of lender.
    :raises headrace.register.services.ExposureAboveLimit: cites the rule
    """
    between = {"borrower_id": row.demand.enterprise_id, "lender_id": row.lender_id}
    registry.lock_exposures(**between, currency=row.currency)
    rule = _single_borrower_rule(row.lender_type, on=day_of(at))
    if rule is not None and rule.value["currency"] == row.currency:
        registry.check_limit(
            amount=Money.from_minor(row.amount_minor, row.currency),
            limit=Money.from_minor(rule.value["limit_minor"], row.currency),
            rule=rule,
            **between,
        )


def _single_borrower_rule(lender_type: str, *, on: date) -> rulebook_reads.RuleAnswer | None:
    try:
        return rulebook_reads.look_up(
            "exposure.single_borrower", on=on, scope={"lender_type": lender_type}
        )
    except rulebook_reads.RuleNotFound:
        # No pack sets such a limit by itself; a deployment enters its own.
        return None
