"""Reads of business events as they came in. Amounts in minor units of one currency."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from headrace.evidence import models

PAGE = 100


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as received; the trading partner's name is masked."""

    id: UUID
    kind: str
    direction: str
    happened_at: datetime
    received_at: datetime
    issue_date: date
    amount_minor: int
    currency: str
    counterparty: str
    number: str
    voided: bool
    source_id: UUID
    self_declared: bool


def recent_events(enterprise_id: UUID, limit: int = PAGE) -> tuple[EventView, ...]:
    """Return the latest events by their own time, newest first, at most PAGE."""
    rows = models.BusinessEvent.objects.filter(enterprise_id=enterprise_id).order_by("-id")
    return tuple(_event(row) for row in rows[: min(limit, PAGE)])


def received_count(enterprise_id: UUID) -> int:
    """Return how many events of a firm were ever received."""
    return models.BusinessEvent.objects.filter(enterprise_id=enterprise_id).count()


def _event(row: models.BusinessEvent) -> EventView:
    return EventView(
        id=row.id,
        kind=row.kind,
        direction=row.direction,
        happened_at=row.happened_at,
        received_at=row.received_at,
        issue_date=row.issue_date,
        amount_minor=row.amount_minor,
        currency=row.currency,
        counterparty=row.counterparty_label,
        number=row.number,
        voided=row.voided,
        source_id=row.source_id,
        self_declared=row.source_id == row.enterprise_id,
    )
