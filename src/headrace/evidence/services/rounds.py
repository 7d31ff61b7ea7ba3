"""The daily round: what becomes true by the mere passing of time."""

from datetime import datetime
from uuid import UUID

from headrace.evidence.services.asking import assign_waiting, mark_late
from headrace.evidence.services.consent_moves import expire_consents
from headrace.kit.actors import Actor
from headrace.kit.once import once
from headrace.kit.transactions import transaction


@transaction
@once("evidence.daily_round")
def daily_round(*, key: UUID, by: Actor, at: datetime) -> dict[str, int]:
    """Mark late requests, find providers for waiting ones, end consents; return how many each."""
    return {
        "late": mark_late(by=by, at=at),
        "assigned": assign_waiting(by=by, at=at),
        "expired": expire_consents(by=by, at=at),
    }
