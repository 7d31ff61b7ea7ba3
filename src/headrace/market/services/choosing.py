"""A firm's answer to an offer: accept, decline. What is accepted binds once enough is covered."""

from datetime import datetime
from uuid import UUID

from tenor.money import Money

from headrace.kit.actors import CHECKER, Actor, demand
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction, transaction
from headrace.market import models
from headrace.market.rules import demand as demand_rules
from headrace.market.rules import offer as rules
from headrace.market.services import fund_guards, guards
from headrace.market.services.freeing import end_offer, free_offers
from headrace.market.services.offer_rows import locked_offer, open_amount, settle_demand
from headrace.market.services.offers import priced
from headrace.market.services.persons import person_of
from headrace.market.services.telling import tell_demand, tell_offer
from headrace.parties import queries as parties
from headrace.register import services as register


@transaction
@once("market.accept_offer")
def accept_offer(*, key: UUID, by: Actor, at: datetime, offer_id: UUID) -> UUID:
    """
    Choose an offer; once the least amount is covered, everything chosen becomes binding.

    Until then it waits, its money held, and is refunded if the request runs out. When the whole
    amount is bound the request is contracted and other offers lapse.
    :raises rules.offer.OfferLapsed, AboveDemand, OfferStateRefused:
    :raises rules.offer.RateAboveCeiling: the ceiling of the day has fallen below the cost
    :raises rules.offer.LenderNotAdmitted, FundSourceNotAdmitted: the lender was suspended
        meanwhile, or the source of its money has ended
    :raises headrace.register.services.ExposureAboveLimit: it lent this firm more meanwhile
    """
    row = _offered_to(offer_id, by)
    rules.check_alive(expires_at=row.expires_at, at=at)
    state = rules.after(rules.State(row.state), rules.Event.CHOOSE)
    _let_stale_lapse(row.demand, by=by, at=at)
    amount = Money.from_minor(row.amount_minor, row.currency)
    rules.check_fits(amount=amount, open_amount=open_amount(row.demand))
    guards.check_parties(row, by=by, at=at)
    fund_guards.check_funds_admitted(row.lender_id, more=Money.zero(row.currency), at=at)
    priced(row, by=by, at=at)
    row.state, row.accepted_by, row.accepted_at = state, person_of(by), at
    row.save()
    tell_offer("chosen", row, by=by, at=at)
    if _covered_minor(row.demand) >= row.demand.amount_least_minor:
        _bind_chosen(row.demand, by=by, at=at)
    return row.id


@transaction
@once("market.decline_offer")
def decline_offer(
    *, key: UUID, by: Actor, at: datetime, offer_id: UUID, reason: str = "firm_declined"
) -> UUID:
    """Decline an offer; the lender's money is free again at once."""
    row = _offered_to(offer_id, by)
    end_offer(row, rules.Event.DECLINE, reason=reason, by=by, at=at)
    settle_demand(row.demand)
    return row.id


@needs_transaction
def unbind_offer(*, offer_id: UUID, reason: str, by: Actor, at: datetime) -> bool:
    """
    End a bound offer whose agreement is at an end before any money was lent; say whether it was.

    The agreement has given the money back and lowered the exposure. Its request is open again for
    as long as it lasts. An agreement that was not made on the market has no offer here.
    :raises rules.offer.OfferStateRefused: it is not bound
    """
    if not models.Offer.objects.filter(pk=offer_id).exists():
        return False
    row = locked_offer(offer_id)
    end_offer(row, rules.Event.GIVE_UP, reason=reason, by=by, at=at)
    settle_demand(row.demand)
    return True


def contract_if_whole(asked: models.Demand, *, by: Actor, at: datetime) -> bool:
    """Close a demand for offers when nothing of it is open any more; say whether it was so."""
    if open_amount(asked).minor:
        return False
    contract(asked, by=by, at=at)
    return True


def contract(asked: models.Demand, *, by: Actor, at: datetime) -> None:
    """Mark a demand contracted with what is bound, and let every other offer lapse."""
    asked.state = demand_rules.after(demand_rules.State(asked.state), demand_rules.Event.COVER)
    asked.save()
    free_offers(asked, reason="demand_covered", by=by, at=at)
    tell_demand("contracted", asked, by=by, at=at, covered_minor=_covered_minor(asked))


def _let_stale_lapse(asked: models.Demand, *, by: Actor, at: datetime) -> None:
    """What was chosen earlier binds nobody once its hour or its lender's admission is over."""
    chosen = models.Offer.objects.select_for_update().filter(demand=asked, state="chosen")
    for row in chosen.order_by("id"):
        row.demand = asked
        if row.expires_at <= at:
            end_offer(row, rules.Event.LAPSE, reason="time_over", by=by, at=at)
        elif not parties.admitted(row.lender_id, row.lender_type, at=at):
            end_offer(row, rules.Event.LAPSE, reason="lender_not_admitted", by=by, at=at)


def _bind_chosen(asked: models.Demand, *, by: Actor, at: datetime) -> None:
    chosen = models.Offer.objects.select_for_update().filter(demand=asked, state="chosen")
    # By lender: whoever locks the totals of several lenders does it in this order.
    for row in chosen.order_by("lender_id", "id"):
        row.demand = asked
        fund_guards.check_single_borrower(row, at=at)
        row.state = rules.after(rules.State(row.state), rules.Event.BIND)
        row.save()
        register.add_exposure(
            borrower_id=asked.enterprise_id,
            lender_id=row.lender_id,
            subject=Subject("offer", row.id),
            amount=Money.from_minor(row.amount_minor, row.currency),
            at=at,
            by=by,
        )
        tell_offer("accepted", row, by=by, at=at)
    contract_if_whole(asked, by=by, at=at)


def _covered_minor(asked: models.Demand) -> int:
    taken = asked.offers.filter(state__in=["chosen", "accepted"])
    return sum(taken.values_list("amount_minor", flat=True))


def _offered_to(offer_id: UUID, by: Actor) -> models.Offer:
    """A firm is bound only by a person with the duty of a checker; drafts do not exist for it."""
    demand(by, role="enterprise", duty=CHECKER)
    row = locked_offer(offer_id, demand__enterprise_id=by.organisation_id)
    if row.approved_at is None:
        raise NotFound(field="offer_id")
    return row
