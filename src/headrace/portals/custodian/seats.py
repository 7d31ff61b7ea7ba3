"""Who sits at the custodian's desk, and who of them holds the second key."""

from typing import Final

from headrace.kit.actors import CHECKER, MAKER
from headrace.portals.visits import Visit

CUSTODIANS: Final = ("custodian",)
_ACTING: Final = frozenset({MAKER, CHECKER})


def holds_key(visit: Visit) -> bool:
    """Say whether this clerk turns second keys, verifies accounts and closes gaps."""
    return CHECKER in visit.actor.duties


def may_cancel(visit: Visit) -> bool:
    """Say whether this clerk may cancel a payment that has not left: one person is enough."""
    return bool(visit.actor.duties & _ACTING)
