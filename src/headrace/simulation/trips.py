"""A firm on its way through the journey."""

from dataclasses import dataclass, field
from uuid import UUID

from tenor.money import Money

from headrace.simulation.owners import Owner

_LATE_EVERY = 5


@dataclass
class Trip:
    """One firm on its way."""

    owner: Owner
    demand_id: UUID
    agreement_id: UUID | None = None
    loan_id: UUID | None = None
    drawn: Money = field(default_factory=Money.zero)
    was_late: bool = False

    @property
    def pays_one_late(self) -> bool:
        """Every fifth firm pays its second instalment six days late."""
        return self.owner.firm.number % _LATE_EVERY == 1
