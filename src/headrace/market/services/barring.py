"""What ends with a party's admission: its open offers and requests, and every hold behind them."""

from datetime import datetime
from uuid import UUID

from headrace.kit.actors import Actor
from headrace.kit.transactions import needs_transaction
from headrace.market import models
from headrace.market.rules import demand as demand_rules
from headrace.market.rules import offer as offer_rules
from headrace.market.services.choosing import contract
from headrace.market.services.demands import take_back
from headrace.market.services.freeing import end_offer
from headrace.market.services.offer_rows import locked_offer, settle_demand

_UNBOUND = offer_rules.OPEN | offer_rules.HOLDS


@needs_transaction
def end_of_lender(*, lender_id: UUID, role: str | None, by: Actor, at: datetime) -> int:
    """
    Let every unbound offer that a lender made in a role lapse, its money free; return how many.

    What is bound is an agreement's matter and stays. What was offered after `at`, because the
    role was restored before the news came, stays too.
    :param role: the type of lender it offered as; None is every one
    """
    rows = models.Offer.objects.filter(
        lender_id=lender_id, created_at__lte=at, state__in=[each.value for each in _UNBOUND]
    )
    if role is not None:
        rows = rows.filter(lender_type=role)
    # Always by demand, then offer: the same order of locks as every other verb.
    ids = list(rows.order_by("demand_id", "id").values_list("id", flat=True))
    return sum(_lapsed(each, by=by, at=at) for each in ids)


@needs_transaction
def end_of_firm(*, enterprise_id: UUID, by: Actor, at: datetime) -> int:
    """
    Take back every open request of a firm, every lender's money free; return how many.

    Of a request that is covered in part, what is bound stays bound and the rest is closed. A draft
    binds nobody and stays.
    """
    rows = models.Demand.objects.select_for_update().filter(
        enterprise_id=enterprise_id,
        published_at__lte=at,
        state__in=[each.value for each in demand_rules.OPEN],
    )
    found = list(rows.order_by("id"))
    for row in found:
        if row.offers.filter(state=offer_rules.State.ACCEPTED).exists():
            contract(row, by=by, at=at)
        else:
            take_back(row, reason="firm_not_admitted", by=by, at=at)
    return len(found)


def _lapsed(offer_id: UUID, *, by: Actor, at: datetime) -> bool:
    """Whoever was quicker may have ended or bound the offer before it was locked."""
    row = locked_offer(offer_id)
    if offer_rules.State(row.state) not in _UNBOUND:
        return False
    end_offer(row, offer_rules.Event.LAPSE, reason="lender_not_admitted", by=by, at=at)
    settle_demand(row.demand)
    return True
