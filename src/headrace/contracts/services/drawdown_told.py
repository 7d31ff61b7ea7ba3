"""What the journal tells of a drawdown."""

from datetime import datetime
from uuid import UUID

from headrace.contracts import models
from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.subjects import Subject


def tell(kind: str, row: models.Agreement, by: Actor, at: datetime, **facts: UUID | str) -> None:
    """Write an entry about the borrower of an agreement and its money."""
    journal.record(
        kind,
        subject=Subject("agreement", row.id),
        about=row.borrower_id,
        by=by,
        at=at,
        facts={
            "demand": row.demand_id,
            "amount_minor": row.principal_minor,
            "currency": row.currency,
            **facts,
        },
    )
