"""Ending offers that are not bound, and giving their money back."""

from datetime import datetime

from headrace.custody import services as custody
from headrace.kit.actors import Actor
from headrace.kit.transactions import needs_transaction
from headrace.market import models
from headrace.market.rules import offer as rules
from headrace.market.services.telling import tell_offer

_WORD = {
    rules.Event.DECLINE: "declined",
    rules.Event.LAPSE: "lapsed",
    rules.Event.WITHDRAW: "withdrawn",
    rules.Event.GIVE_UP: "lapsed",
}


@needs_transaction
def end_offer(
    row: models.Offer, event: rules.Event, *, reason: str, by: Actor, at: datetime
) -> None:
    """
    End an offer; money that is still held for it is free again at once.

    Of a bound one the agreement holds the money, and has given it back when this is called.
    """
    held = rules.State(row.state) in rules.HOLDS
    row.state = rules.after(rules.State(row.state), event)
    row.ended_at, row.end_reason = at, reason
    row.save()
    if held and row.hold_id is not None and row.demand.book_id is not None:
        custody.void_hold(
            book_id=row.demand.book_id,
            transfer_id=row.hold_id,
            at=at,
            expired=event is rules.Event.LAPSE,
            by=by,
        )
    tell_offer(_WORD[event], row, by=by, at=at, reason=reason)


@needs_transaction
def free_offers(demand: models.Demand, *, reason: str, by: Actor, at: datetime) -> int:
    """Let every offer that is not bound lapse; return how many."""
    unbound = [each.value for each in rules.OPEN | rules.HOLDS]
    rows = models.Offer.objects.select_for_update().filter(demand=demand, state__in=unbound)
    found = list(rows.order_by("id"))
    for row in found:
        row.demand = demand
        end_offer(row, rules.Event.LAPSE, reason=reason, by=by, at=at)
    return len(found)
