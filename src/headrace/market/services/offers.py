"""A lender's verbs: make an offer, turn the second key, take it back."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from tenor.money import Money, total_of

from headrace.custody import services as custody
from headrace.kit.actors import CHECKER, MAKER, Actor, demand
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.kit.once import once
from headrace.kit.transactions import transaction
from headrace.market import models
from headrace.market.queries.offers import terms_of
from headrace.market.queries.quoting import lender_type
from headrace.market.queries.visible import demands_visible_to
from headrace.market.rules import demand as demand_rules
from headrace.market.rules import offer as rules
from headrace.market.rules import push as push_rules
from headrace.market.services import fund_guards, guards, price_guard
from headrace.market.services.dossiers import what_was_seen
from headrace.market.services.freeing import end_offer
from headrace.market.services.offer_rows import (
    book_of,
    check_takes_offers,
    locked_offer,
    move_demand,
    open_amount,
    settle_demand,
)
from headrace.market.services.persons import person_of
from headrace.market.services.telling import tell_demand, tell_offer
from headrace.products import queries as products
from headrace.products.queries import Fee, fees_as_data


@transaction
@once("market.make_offer")
def make_offer(
    *,
    key: UUID,
    by: Actor,
    at: datetime,
    demand_id: UUID,
    product_id: UUID,
    amount: Money,
    rate_yearly: Decimal,
    term_months: int,
    plan_kind: str,
    expires_at: datetime,
    seen_hash: str,
    fees: Sequence[Fee] = (),
    conditions: str = "",
) -> UUID:
    """
    Make an offer on the file as it was seen; a second person must approve it before it counts.

    :param rate_yearly: nominal fraction
    :param seen_hash: hex hash of the file, from `open_dossier` or the dossier itself
    :raises rules.offer.StalePage: the file changed in between
    :raises rules.offer.RateAboveCeiling: everything counted, it costs more than the rule allows
    :raises rules.offer.LenderNotAdmitted, FirmNotAdmitted, ConflictOfInterest,
        FundSourceNotAdmitted, AboveDemand, ExpiryOutOfRange, FeeTwice, AlreadyOffered:
    :raises rules.demand.CurrencyMixed, headrace.products.services.OutsideProduct, RateOutOfRange:
    """
    demand(by, duty=MAKER)
    row = models.Offer(
        id=new_id(),
        created_at=at,
        demand=_open_demand(demand_id, by),
        product_id=product_id,
        lender_id=by.organisation_id,
        amount_minor=amount.minor,
        currency=amount.currency,
        rate_yearly=rate_yearly,
        fees=fees_as_data(fees),
        term_months=term_months,
        plan_kind=plan_kind,
        conditions=conditions,
        state=rules.State.MADE,
        expires_at=expires_at,
        made_by=person_of(by),
    )
    _check_made(row, fees, by=by, at=at)
    row.snapshot = what_was_seen(demand_id=demand_id, seen_hash=seen_hash, by=by, at=at)
    priced(row, by=by, at=at)
    _keep_made(row, by=by, at=at)
    return row.id


@transaction
@once("market.approve_offer")
def approve_offer(*, key: UUID, by: Actor, at: datetime, offer_id: UUID) -> UUID:
    """
    Turn the second key: the money is set aside at the custodian and the firm sees the offer.

    :raises rules.offer.MakerApproves: the maker cannot be the second person
    :raises rules.offer.OfferLapsed, StalePage, RateAboveCeiling, FundSourceNotAdmitted,
        FirmNotAdmitted:
    :raises rules.offer.ProductNotOnOffer: the product was paused or retired in between
    :raises headrace.register.services.ExposureAboveLimit: too much to one firm
    :raises headrace.custody.services.FundsNotCovered: less is free at the custodian
    """
    row = _own_offer(offer_id, by)
    if row.made_by == by.person_id:
        raise rules.MakerApproves(row.id)
    row.state = rules.after(rules.State(row.state), rules.Event.APPROVE)
    rules.check_alive(expires_at=row.expires_at, at=at)
    check_takes_offers(row.demand)
    guards.check_product(row, by=by)
    guards.check_parties(row, by=by, at=at)
    what_was_seen(demand_id=row.demand_id, seen_hash=bytes(row.snapshot_id).hex(), by=by, at=at)
    priced(row, by=by, at=at)
    amount = Money.from_minor(row.amount_minor, row.currency)
    rules.check_fits(amount=amount, open_amount=open_amount(row.demand))
    fund_guards.check_single_borrower(row, at=at)
    row.fund_source_id = fund_guards.admitted_source(row.lender_id, amount=amount, at=at)
    row.hold_id, row.approved_by, row.approved_at = new_id(), person_of(by), at
    custody.hold(
        book_id=book_of(row.demand),
        transfer_id=row.hold_id,
        party_id=row.lender_id,
        demand_id=row.demand_id,
        amount=amount,
        at=at,
        by=by,
    )
    row.save()
    move_demand(row.demand, demand_rules.Event.OFFER)
    tell_offer("firm", row, by=by, at=at)
    if row.demand.offers.filter(state__in=["firm", "chosen", "accepted"]).count() == 1:
        tell_demand("offered", row.demand, by=by, at=at, offer=row.id)
    return row.id


@transaction
@once("market.withdraw_offer")
def withdraw_offer(*, key: UUID, by: Actor, at: datetime, offer_id: UUID) -> UUID:
    """Take back an offer that nobody has chosen; held money is free again at once."""
    row = _own_offer(offer_id, by)
    end_offer(row, rules.Event.WITHDRAW, reason="lender_withdrew", by=by, at=at)
    settle_demand(row.demand)
    return row.id


def priced(row: models.Offer, *, by: Actor, at: datetime) -> None:
    """Fill in cost, ceiling and decision of the day; :raises rules.offer.RateAboveCeiling:"""
    checked = price_guard.check_price(
        offer_id=row.id,
        demand=row.demand,
        lender_id=row.lender_id,
        lender_type=row.lender_type,
        model=row.model,
        terms=terms_of(row, at=at),
        by=by,
        at=at,
    )
    row.yearly_cost = checked.price.yearly_cost
    row.ceiling = checked.price.ceiling.rate
    row.decision_id = checked.decision_id
    row.pack = checked.price.ceiling.rule.pack
    row.pack_version = checked.price.ceiling.rule.version


def _open_demand(demand_id: UUID, by: Actor) -> models.Demand:
    """Every verb about a demand or its offers locks the demand first, so nobody waits round."""
    row = demands_visible_to(by).select_for_update().filter(pk=demand_id).first()
    if row is None:
        raise NotFound(field="demand_id")
    check_takes_offers(row)
    return row


def _check_made(row: models.Offer, fees: Sequence[Fee], *, by: Actor, at: datetime) -> None:
    """Let pass one offer a product by a lender who may, within product, demand and time."""
    product = _own_product(row.product_id, by)
    row.model, row.lender_type = product.model, lender_type(by, product.model)
    asked, amount = row.demand, Money.from_minor(row.amount_minor, row.currency)
    guards.check_parties(row, by=by, at=at)
    demand_rules.check_currency(amount, expected=asked.currency, field="amount")
    paid = [each.amount for each in fees]
    demand_rules.check_currency(*paid, expected=asked.currency, field="fees")
    product.check_covers(amount=amount, term_months=row.term_months)
    product.check_priced(rate_yearly=row.rate_yearly, plan_kind=row.plan_kind)
    rules.check_fees([(each.code, each.amount) for each in fees])
    at_drawdown = [each.amount for each in fees if each.due == "drawdown"]
    rules.check_leaves_something(amount=amount, at_drawdown=total_of(at_drawdown, amount.currency))
    rules.check_fits(amount=amount, open_amount=open_amount(asked))
    rules.check_time(expires_at=row.expires_at, demand_expires_at=asked.expires_at or at, at=at)
    standing = asked.offers.filter(product_id=product.id, state__in=["made", "firm", "chosen"])
    if standing.exists():
        raise rules.AlreadyOffered
    fund_guards.admitted_source(row.lender_id, amount=amount, at=at)


def _own_product(product_id: UUID, by: Actor) -> products.ProductView:
    found = products.product(product_id, by)
    if found.owner_id != by.organisation_id or found.state != "live":
        raise NotFound(field="product_id")
    return found


def _own_offer(offer_id: UUID, by: Actor) -> models.Offer:
    demand(by, duty=CHECKER)
    return locked_offer(offer_id, lender_id=by.organisation_id)


def _keep_made(row: models.Offer, *, by: Actor, at: datetime) -> None:
    row.save(force_insert=True)
    pushes = models.Push.objects.select_for_update().filter(
        demand=row.demand, lender_id=row.lender_id, product_id=row.product_id
    )
    for push in pushes:
        push.state = push_rules.after(push_rules.State(push.state), push_rules.Event.ACT)
        push.save()
    tell_offer("made", row, by=by, at=at)
