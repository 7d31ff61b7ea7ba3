"""What runs out: offers past their hour, then demands past theirs; all unbound money is freed."""

from datetime import datetime
from uuid import UUID

from headrace.kit.actors import Actor, demand
from headrace.kit.once import once
from headrace.kit.transactions import transaction
from headrace.market import models
from headrace.market.rules import demand as demand_rules
from headrace.market.rules import offer as offer_rules
from headrace.market.services.choosing import contract
from headrace.market.services.freeing import end_offer, free_offers
from headrace.market.services.offer_rows import locked_offer, settle_demand
from headrace.market.services.telling import tell_demand

_BATCH = 200


@transaction
@once("market.expire_due")
def expire_due(*, key: UUID, by: Actor, at: datetime) -> dict[str, int]:
    """
    Let at most 200 due offers and 200 due demands run out; return how many of each.

    A demand that is covered in part keeps what is bound; one that never reached its least amount
    expires, and every lender gets back all that was set aside.
    """
    demand(by, role="system")
    return {"offers": _expire_offers(by, at), "demands": _expire_demands(by, at)}


def _expire_offers(by: Actor, at: datetime) -> int:
    due = models.Offer.objects.filter(expires_at__lte=at, state__in=["made", "firm", "chosen"])
    # Always by demand, then offer: the same order of locks as every other verb.
    ids = due.order_by("demand_id", "id").values_list("id", flat=True)[:_BATCH]
    count = 0
    for offer_id in list(ids):
        row = locked_offer(offer_id)
        if offer_rules.State(row.state) in offer_rules.OPEN | offer_rules.HOLDS:
            end_offer(row, offer_rules.Event.LAPSE, reason="time_over", by=by, at=at)
            settle_demand(row.demand)
            count += 1
    return count


def _expire_demands(by: Actor, at: datetime) -> int:
    open_states = [each.value for each in demand_rules.OPEN]
    due = models.Demand.objects.select_for_update().filter(
        expires_at__lte=at, state__in=open_states
    )
    rows = list(due.order_by("id")[:_BATCH])
    for row in rows:
        if row.offers.filter(state="accepted").exists():
            contract(row, by=by, at=at)
        else:
            _expire(row, by, at)
    return len(rows)


def _expire(row: models.Demand, by: Actor, at: datetime) -> None:
    row.state = demand_rules.after(demand_rules.State(row.state), demand_rules.Event.EXPIRE)
    row.ended_at = at
    row.save()
    free_offers(row, reason="demand_expired", by=by, at=at)
    tell_demand("expired", row, by=by, at=at)
