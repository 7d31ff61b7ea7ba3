"""Whose turn it is, and by when: the first line of every page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from headrace.market.rules import demand, offer


@dataclass(frozen=True, slots=True)
class Turn:
    """
    Who must act, what, and by when.

    :param who: enterprise, provider, lender_maker, lender_checker or nobody
    :param what: a stable code, such as `decide` or `second_key`; the page has the words
    """

    who: str
    what: str
    by: datetime | None = None


def of_demand(
    state: demand.State,
    *,
    expires_at: datetime | None,
    checks_due_at: datetime | None,
    best_offer_until: datetime | None,
) -> Turn:
    """Return whose turn it is in a demand as a whole, as its firm sees it."""
    if state is demand.State.DRAFT:
        return Turn("enterprise", "publish")
    if state is demand.State.PUBLISHED:
        return Turn("provider", "answer", checks_due_at)
    if state is demand.State.MATCHING:
        return Turn("lender_maker", "decide", expires_at)
    if state is demand.State.OFFERED:
        return Turn("enterprise", "choose", best_offer_until)
    if state is demand.State.CONTRACTED:
        return Turn("enterprise", "sign")
    return Turn("nobody", state.value)


def of_lender(
    own_offer: offer.State | None,
    *,
    offer_until: datetime | None,
    pushed_at: datetime,
    demand_until: datetime,
    decide_days: int,
) -> Turn:
    """Return whose turn it is in a file, as a lender that was shown it sees it."""
    if own_offer is offer.State.MADE:
        return Turn("lender_checker", "second_key", offer_until)
    if own_offer in (offer.State.FIRM, offer.State.CHOSEN):
        return Turn("enterprise", "choose", offer_until)
    if own_offer is offer.State.ACCEPTED:
        return Turn("enterprise", "sign")
    due = min(pushed_at + timedelta(days=decide_days), demand_until)
    return Turn("lender_maker", "decide", due)
