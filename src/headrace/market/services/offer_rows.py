"""Offers and their demand as locked rows: what is open, and where the demand then stands."""

from uuid import UUID

from django.db.models import Sum
from tenor.money import Money

from headrace.kit.errors import NotFound
from headrace.market import models
from headrace.market.rules import demand as demand_rules


def open_amount(asked: models.Demand) -> Money:
    """Return what of a demand is neither chosen nor bound."""
    taken = asked.offers.filter(state__in=["chosen", "accepted"]).aggregate(
        sum=Sum("amount_minor")
    )["sum"]
    return Money.from_minor(asked.amount_minor - int(taken or 0), asked.currency)


def settle_demand(asked: models.Demand) -> None:
    """Let a demand without any open or bound offer go back to matching."""
    has_offers = asked.state in (demand_rules.State.OFFERED, demand_rules.State.CONTRACTED)
    if has_offers and not asked.offers.filter(state__in=["firm", "chosen", "accepted"]).exists():
        move_demand(asked, demand_rules.Event.OFFERS_GONE)


def book_of(asked: models.Demand) -> UUID:
    """Return the custodian's book of a published demand."""
    if asked.book_id is None:
        raise demand_rules.DemandStateRefused(
            demand_rules.State(asked.state), demand_rules.Event.OFFER
        )
    return asked.book_id


def move_demand(asked: models.Demand, event: demand_rules.Event) -> None:
    """Move a locked demand along its table; :raises DemandStateRefused:"""
    asked.state = demand_rules.after(demand_rules.State(asked.state), event)
    asked.save(update_fields=["state"])


def check_takes_offers(asked: models.Demand) -> None:
    """Let pass a demand that takes offers; :raises DemandStateRefused:"""
    state = demand_rules.State(asked.state)
    if state not in demand_rules.TAKES_OFFERS:
        raise demand_rules.DemandStateRefused(state, demand_rules.Event.OFFER)


def locked_offer(offer_id: UUID, **condition: UUID) -> models.Offer:
    """Lock an offer behind its demand; :raises NotFound: none of this id on these conditions."""
    rows = models.Offer.objects.filter(pk=offer_id, **condition)
    demand_id = rows.values_list("demand_id", flat=True).first()
    if demand_id is None:
        raise NotFound(field="offer_id")
    asked = models.Demand.objects.select_for_update().get(pk=demand_id)
    row = rows.select_for_update().get()
    row.demand = asked
    return row
