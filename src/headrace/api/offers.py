"""Offers: made and approved by two persons of a lender, chosen or declined by a firm."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from headrace.api.figures import Amount, Share
from headrace.api.shapes import Key, Made, Months, SignedRequest, Text, Word
from headrace.kit import clock
from headrace.market import queries as market
from headrace.market import services
from headrace.products import queries as products

router = Router(tags=["offers"])


class OfferedFee(Schema):
    """A charge beside the interest, each time it falls due; without a payee, the lender's."""

    code: Word
    amount: Amount
    due: Literal["drawdown", "each", "end"] = "drawdown"
    payee_id: UUID | None = None

    def fee(self) -> products.Fee:
        """Return it as the catalogue knows it."""
        return products.Fee(
            code=self.code, amount=self.amount.money(), due=self.due, payee_id=self.payee_id
        )


class Offer(Schema):
    """Terms that a lender offers on the file as it was seen."""

    demand_id: UUID
    product_id: UUID
    amount: Amount
    rate_yearly: Share
    fees: Annotated[list[OfferedFee], Field(max_length=20)] = []
    term_months: Months
    plan_kind: Word
    expires_at: AwareDatetime
    seen_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    conditions: Text = ""


@router.post("", response={201: Made})
def make(request: SignedRequest, key: Key, offer: Offer) -> Made:
    """Make an offer; a second person must approve it before it counts."""
    return Made(
        id=services.make_offer(
            key=key,
            by=request.auth,
            at=clock.now(),
            demand_id=offer.demand_id,
            product_id=offer.product_id,
            amount=offer.amount.money(),
            rate_yearly=offer.rate_yearly,
            term_months=offer.term_months,
            plan_kind=offer.plan_kind,
            expires_at=offer.expires_at,
            seen_hash=offer.seen_hash,
            fees=tuple(each.fee() for each in offer.fees),
            conditions=offer.conditions,
        )
    )


@router.get("", response=list[market.OfferView])
def own_offers(request: SignedRequest) -> list[market.OfferView]:
    """Return the caller's own offers as a lender, the newest first."""
    return list(market.offers_of(request.auth))


@router.get("/of-demand/{uuid:demand_id}", response=list[market.OfferView])
def offers_for(request: SignedRequest, demand_id: UUID) -> list[market.OfferView]:
    """Return a demand's offers that the caller may see, the cheapest first."""
    return list(market.offers_for(demand_id, request.auth))


@router.get("/{uuid:offer_id}", response=market.OfferView)
def offer(request: SignedRequest, offer_id: UUID) -> market.OfferView:
    """Return one offer with its plan and its whole cost."""
    return market.offer(offer_id, request.auth)


@router.post("/{uuid:offer_id}/approval", response=Made)
def approve(request: SignedRequest, key: Key, offer_id: UUID) -> Made:
    """Turn the second key: the money is set aside and the firm sees the offer."""
    return Made(
        id=services.approve_offer(key=key, by=request.auth, at=clock.now(), offer_id=offer_id)
    )


@router.post("/{uuid:offer_id}/acceptance", response=Made)
def accept(request: SignedRequest, key: Key, offer_id: UUID) -> Made:
    """Choose an offer for the caller's firm."""
    return Made(
        id=services.accept_offer(key=key, by=request.auth, at=clock.now(), offer_id=offer_id)
    )


@router.post("/{uuid:offer_id}/decline", response=Made)
def decline(request: SignedRequest, key: Key, offer_id: UUID) -> Made:
    """Decline an offer to the caller's firm; the lender's money is free again at once."""
    return Made(
        id=services.decline_offer(key=key, by=request.auth, at=clock.now(), offer_id=offer_id)
    )


@router.post("/{uuid:offer_id}/withdrawal", response=Made)
def withdraw(request: SignedRequest, key: Key, offer_id: UUID) -> Made:
    """Take back an offer that nobody has chosen."""
    return Made(
        id=services.withdraw_offer(key=key, by=request.auth, at=clock.now(), offer_id=offer_id)
    )
