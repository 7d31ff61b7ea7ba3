"""What the town asks of experts beyond the rules: so that each kind of them has something to do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from headrace.evidence import services as evidence
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.simulation.owners import Owner


@dataclass(frozen=True, slots=True)
class Besides:
    """A kind of finding that no lender needs and the firm still asks for."""

    kind: str
    due_days: int
    required: bool = False


_KINDS: Final = (Besides("ip_appraisal", 7), Besides("guarantee", 7), Besides("insurance", 5))


@transaction
def ask_besides(owner: Owner, demand_id: UUID, at: datetime) -> None:
    """Ask one expert of each further kind about a firm's request."""
    evidence.open_requests(
        subject=Subject("demand", demand_id),
        enterprise_id=owner.organisation_id,
        required=_KINDS,
        by=owner.actor(at),
        at=at,
    )
