"""An accepted offer as an agreement needs it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from tenor.money import Money

from headrace.kit.errors import NotFound
from headrace.market import models
from headrace.products.queries import fees_from_data


@dataclass(frozen=True, slots=True)
class CostLine:
    """A charge that may be collected under an offer: the most in all, for whom, when."""

    code: str
    payee_id: UUID
    amount: Money
    due: str


@dataclass(frozen=True, slots=True)
class AcceptedOffer:
    """Everything an agreement is drawn up from; for contracts, not for pages."""

    offer_id: UUID
    demand_id: UUID
    reference: str
    enterprise_id: UUID
    district: str
    lender_id: UUID
    book_id: UUID
    hold_id: UUID
    model: str
    product_id: UUID
    amount: Money
    rate_yearly: Decimal
    term_months: int
    plan_kind: str
    yearly_cost: Decimal
    ceiling: Decimal
    pack: str
    pack_version: int
    purpose_code: str
    purpose_text: str
    payees: tuple[str, ...]
    repayment_source: str
    details: dict[str, object]
    conditions: str
    costs: tuple[CostLine, ...]
    seen_hash: str
    accepted_at: datetime


def accepted_offer(offer_id: UUID) -> AcceptedOffer:
    """Return an accepted offer whole; :raises NotFound: it is not there or not accepted."""
    rows = models.Offer.objects.select_related("demand").filter(pk=offer_id, state="accepted")
    row = rows.first()
    if row is None or row.hold_id is None or row.accepted_at is None or row.demand.book_id is None:
        raise NotFound(field="offer_id")
    asked = row.demand
    return AcceptedOffer(
        offer_id=row.id,
        demand_id=asked.id,
        reference=asked.reference_number,
        enterprise_id=asked.enterprise_id,
        district=asked.district,
        lender_id=row.lender_id,
        book_id=row.demand.book_id,
        hold_id=row.hold_id,
        model=row.model,
        product_id=row.product_id,
        amount=Money.from_minor(row.amount_minor, row.currency),
        rate_yearly=row.rate_yearly,
        term_months=row.term_months,
        plan_kind=row.plan_kind,
        yearly_cost=row.yearly_cost,
        ceiling=row.ceiling,
        pack=row.pack,
        pack_version=row.pack_version,
        purpose_code=asked.purpose_code,
        purpose_text=asked.purpose_text,
        payees=tuple(asked.payees),
        repayment_source=asked.repayment_source,
        details=asked.details,
        conditions=row.conditions,
        costs=_cost_lines(row),
        seen_hash=bytes(row.snapshot_id).hex(),
        accepted_at=row.accepted_at,
    )


def _cost_lines(row: models.Offer) -> tuple[CostLine, ...]:
    times = {"drawdown": 1, "end": 1, "each": row.term_months}
    return tuple(
        CostLine(
            code=each.code,
            payee_id=each.payee_id or row.lender_id,
            amount=Money.from_minor(each.amount.minor * times[each.due], each.amount.currency),
            due=each.due,
        )
        for each in fees_from_data(row.fees)
    )
