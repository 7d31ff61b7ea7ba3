"""How the market's steps are written to the journal, in one shape each."""

from datetime import datetime
from typing import Any

from headrace.kit.actors import Actor
from headrace.kit.journal import record
from headrace.kit.subjects import Subject
from headrace.market import models


def tell_demand(what: str, row: models.Demand, *, by: Actor, at: datetime, **facts: Any) -> None:
    """Write `market.demand.<what>` about the firm."""
    record(
        f"market.demand.{what}",
        subject=Subject("demand", row.id),
        about=row.enterprise_id,
        by=by,
        at=at,
        facts={
            "reference": row.reference_number,
            "amount_minor": row.amount_minor,
            "currency": row.currency,
            "district": row.district,
            **facts,
        },
    )


def tell_offer(what: str, row: models.Offer, *, by: Actor, at: datetime, **facts: Any) -> None:
    """Write `market.offer.<what>` about the firm, with everything a reaction needs."""
    record(
        f"market.offer.{what}",
        subject=Subject("offer", row.id),
        about=row.demand.enterprise_id,
        by=by,
        at=at,
        facts={
            "offer": row.id,
            "demand": row.demand_id,
            "lender": row.lender_id,
            "product": row.product_id,
            "model": row.model,
            "amount_minor": row.amount_minor,
            "currency": row.currency,
            "yearly_cost": str(row.yearly_cost),
            "ceiling": str(row.ceiling),
            "book": row.demand.book_id,
            "hold": row.hold_id,
            "seen": bytes(row.snapshot_id).hex(),
            **facts,
        },
    )
