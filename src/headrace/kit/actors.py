"""Who acts: a person of an organisation with the roles and duties in force at that moment."""

from dataclasses import dataclass
from uuid import UUID

from headrace.kit.errors import NotAdmitted

CENTRE = UUID("00000000-0000-7000-8000-000000000001")
"""The service centre's own organisation: it runs the platform and never lends, holds or pools."""

MAKER, CHECKER, VIEWER = "maker", "checker", "viewer"


@dataclass(frozen=True, slots=True)
class Actor:
    """
    The one who acts, made anew for every request so that a suspension bites at once.

    `roles` are the admitted, live roles of the organisation; `duties` those of the person.
    """

    person_id: UUID | None
    organisation_id: UUID
    roles: frozenset[str] = frozenset()
    duties: frozenset[str] = frozenset()
    district: str = ""
    name: str = ""

    @classmethod
    def system(cls, name: str) -> "Actor":
        """Return the actor of background work, such as `close-of-day`."""
        return cls(None, CENTRE, frozenset({"system"}), frozenset(), "", name)


def demand(actor: Actor, *, role: str | None = None, duty: str | None = None) -> None:
    """
    Let pass only an actor who holds the role and the duty.

    :raises NotAdmitted: the organisation has no such live role, or the person no such duty
    """
    lacks_role = role is not None and role not in actor.roles
    lacks_duty = duty is not None and duty not in actor.duties
    if lacks_role or lacks_duty:
        raise NotAdmitted(role=role or "-", duty=duty or "-")
