"""Who sits at the supervisor's desk, and who of them may act."""

from typing import Final

from headrace.kit.actors import CHECKER, MAKER
from headrace.portals.visits import Visit

WATCHING: Final = ("government", "auditor")
_ACTING: Final = frozenset({MAKER, CHECKER})


def acts(visit: Visit) -> bool:
    """Say whether this reader gets buttons that change something: auditors and viewers never do."""
    return "government" in visit.actor.roles and bool(visit.actor.duties & _ACTING)
