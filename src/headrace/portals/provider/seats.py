"""Who sits at a provider's desk, and who of them signs."""

from typing import Final

from headrace.kit.actors import MAKER
from headrace.portals.visits import Visit

PROVIDERS: Final = (
    *("authentication", "evaluation", "rating", "ip_appraisal", "asset_appraisal"),
    *("guarantee", "insurer"),
)


def signs(visit: Visit) -> bool:
    """Say whether this person takes requests on, signs findings and answers disputes."""
    return MAKER in visit.actor.duties
