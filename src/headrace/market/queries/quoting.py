"""What an offer would cost before it is made: the officer's and the owner's cost sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from tenor.money import Money

from headrace.credit import queries as credit
from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.subjects import Subject
from headrace.market import pricing
from headrace.market.pricing import Price
from headrace.market.queries.visible import visible_demand
from headrace.products import queries as products
from headrace.products.queries import Fee
from headrace.register import queries as register


@dataclass(frozen=True, slots=True)
class Quote:
    """
    Terms with their price, the ceiling, the loss to expect and what is lent already.

    :param rate_posted: the product's nominal rate for the firm's grade
    :param expected_loss: amount times chance of default, no recovery counted; with its band
    """

    rate_posted: Decimal
    price: Price
    expected_loss: Money
    expected_loss_low: Money
    expected_loss_high: Money
    exposure_before: Money
    exposure_after: Money


def quote(
    actor: Actor,
    *,
    demand_id: UUID,
    product_id: UUID,
    amount: Money,
    term_months: int,
    at: datetime,
    rate_yearly: Decimal | None = None,
    fees: Sequence[Fee] | None = None,
    plan_kind: str | None = None,
) -> Quote:
    """
    Return the price of terms for a demand; what is not given is the product's own.

    :raises NotFound: demand or product is not this actor's to see
    :raises headrace.rulebook.queries.RuleNotFound: no ceiling stands for this type of lender
    """
    asked = visible_demand(demand_id, actor)
    product = products.product(product_id, actor)
    score = credit.score_for(Subject("demand", asked.id))
    scale = credit.grades()
    posted = product.rate_for(scale.index(score.grade) if score else len(scale) - 1)
    terms = products.Terms(
        amount=amount,
        term_months=term_months,
        rate_yearly=posted if rate_yearly is None else rate_yearly,
        plan_kind=plan_kind or product.plan_kind,
        start_date=day_of(at),
        fees=product.fees if fees is None else tuple(fees),
        details=asked.details,
    )
    before = register.exposure(asked.enterprise_id, product.owner_id, currency=amount.currency)
    chances = (score.pd, score.pd_low, score.pd_high) if score else (Decimal(1),) * 3
    loss, low, high = (amount.times(each) for each in chances)
    return Quote(
        rate_posted=posted,
        price=pricing.price(
            product.model, terms, lender_type=lender_type(actor, product.model), on=day_of(at)
        ),
        expected_loss=loss,
        expected_loss_low=low,
        expected_loss_high=high,
        exposure_before=before,
        exposure_after=before + amount,
    )


def lender_type(actor: Actor, model: str) -> str:
    """Return the role under which an actor lends in a model; its first if it has none of them."""
    allowed = products.model(model).lender_roles
    return sorted(actor.roles & allowed or allowed)[0]
