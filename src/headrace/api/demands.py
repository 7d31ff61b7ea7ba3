"""Demands: drafted, published and withdrawn by a firm; declined or muted by a lender."""

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from headrace.api.figures import Amount, OneCurrency
from headrace.api.shapes import Key, Line, Made, Months, SignedRequest, Text, Word, list_of, view_of
from headrace.kit import clock
from headrace.kit.clock import day_of
from headrace.market import queries as market
from headrace.market import services

router = Router(tags=["demands"])

MatchReason = view_of(market.Reason, called="MatchReason")
Push = view_of(market.PushView, called="Match", reasons=list_of(MatchReason))
QueueRow = view_of(market.QueueRow, reasons=list_of(MatchReason))


class Demand(OneCurrency):
    """What a firm asks for; `amount_least` is the least that helps, else all or nothing."""

    amount: Amount
    amount_least: Amount | None = None
    term_months: Months
    purpose_code: Word
    purpose_text: Text
    innovation: bool = False
    repayment_source: Text
    plan_kind: Annotated[Word, Field(min_length=0)] = ""
    models_wanted: Annotated[list[Word], Field(min_length=1, max_length=20)] = ["bank_loan"]
    details: Annotated[dict[Word, Line | int | bool | None], Field(max_length=40)] = {}
    payees: Annotated[list[Line], Field(max_length=50)] = []
    wanted_date: date | None = None


class Decline(Schema):
    """Why a lender declines: a code, and for the firm what would change the answer."""

    reason: Word
    text: Text


class Wish(Amount):
    """What a firm could ask for, before it shows a single paper."""

    term_months: Annotated[int, Field(ge=1, le=600)]
    purpose_code: Word


@router.post("", response={201: Made})
def draft(request: SignedRequest, key: Key, demand: Demand) -> Made:
    """Draft a demand of the caller's firm."""
    return Made(
        id=services.draft_demand(
            key=key,
            by=request.auth,
            at=clock.now(),
            amount=demand.amount.money(),
            amount_least=demand.amount_least.money() if demand.amount_least else None,
            **demand.model_dump(exclude={"amount", "amount_least"}),
        )
    )


@router.get("", response=list[market.DemandView])
def demands(request: SignedRequest, state: Word | None = None) -> list[market.DemandView]:
    """Return every demand that the caller may see, the newest first."""
    return list(market.demands_in_sight(request.auth, state=state))


@router.get("/queue", response=list_of(QueueRow))
def queue(request: SignedRequest) -> list[market.QueueRow]:
    """Return the files on the caller's desk as a lender, what is due first."""
    return list(market.queue(request.auth, clock.now()))


@router.get("/indicative", response=list[market.IndicativeRange])
def indicative(request: SignedRequest, wish: Query[Wish]) -> list[market.IndicativeRange]:
    """Return likely costs of each way of financing; nothing is stored."""
    return list(
        market.indicative(wish.money(), wish.term_months, wish.purpose_code, on=day_of(clock.now()))
    )


@router.get("/{uuid:demand_id}", response=market.DemandView)
def demand(request: SignedRequest, demand_id: UUID) -> market.DemandView:
    """Return one demand."""
    return market.demand(demand_id, request.auth)


@router.get("/{uuid:demand_id}/matches", response=list_of(Push))
def matches(request: SignedRequest, demand_id: UUID) -> list[market.PushView]:
    """Return what the caller's own demand was matched with, the best fit first."""
    market.demand(demand_id, request.auth)
    return list(market.matches_for(request.auth, demand_id))


@router.get("/{uuid:demand_id}/declines", response=list[market.DeclineView])
def declines(request: SignedRequest, demand_id: UUID) -> list[market.DeclineView]:
    """Return what lenders told the firm when they declined."""
    return list(market.declines_of(demand_id, request.auth))


@router.post("/{uuid:demand_id}/publication", response=Made)
def publish(request: SignedRequest, key: Key, demand_id: UUID) -> Made:
    """Publish a draft; the providers are asked."""
    return Made(
        id=services.publish_demand(key=key, by=request.auth, at=clock.now(), demand_id=demand_id)
    )


@router.post("/{uuid:demand_id}/withdrawal", response=Made)
def withdraw(request: SignedRequest, key: Key, demand_id: UUID) -> Made:
    """Take a demand back; every lender's money that is set aside for it is freed."""
    return Made(
        id=services.withdraw_demand(key=key, by=request.auth, at=clock.now(), demand_id=demand_id)
    )


@router.post("/{uuid:demand_id}/decline", response=Made)
def decline(request: SignedRequest, key: Key, demand_id: UUID, why: Decline) -> Made:
    """Decline, as a lender, a demand that was shown to the caller's institution."""
    return Made(
        id=services.decline_demand(
            key=key,
            by=request.auth,
            at=clock.now(),
            demand_id=demand_id,
            reason=why.reason,
            text=why.text,
        )
    )


@router.post("/{uuid:demand_id}/muting", response=Made)
def mute(request: SignedRequest, key: Key, demand_id: UUID) -> Made:
    """Take a matched demand off the caller's desk without answering it."""
    return Made(
        id=services.mute_push(key=key, by=request.auth, at=clock.now(), demand_id=demand_id)
    )
