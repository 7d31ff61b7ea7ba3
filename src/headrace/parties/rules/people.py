"""Who may appoint people, to which duties, and from when on these count."""

from collections.abc import Collection
from uuid import UUID

from headrace.kit.errors import N_, Malformed, NotAdmitted, Refused

DUTIES = frozenset({"maker", "checker", "viewer"})
ACTING = frozenset({"maker", "checker"})
"""Duties by which something is done; a second person agrees before somebody has one."""


class DutiesUnknown(Malformed):
    """A person has one or more of the three duties."""

    message = N_("A person needs one or more of the duties maker, checker, viewer.")
    remedy = N_("Choose at least one of these three, and no other.")

    def __init__(self) -> None:
        super().__init__(field="duties")


class LoginTaken(Refused):
    """The log-in name belongs to somebody."""

    message = N_("The log-in name {login} is taken.")
    remedy = N_("Choose another one.")

    def __init__(self, *, login: str) -> None:
        super().__init__(field="login", login=login)


class CheckerNeeded(NotAdmitted):
    """Once there is a checker, a maker alone can no longer appoint people."""

    message = N_("Your organisation has a checker, who appoints people.")
    remedy = N_("Ask a checker of your organisation to add the person.")

    def __init__(self) -> None:
        super().__init__()


class AppointerConfirms(NotAdmitted):
    """Whoever appoints a person is not the second one who agrees, nor is the person itself."""

    message = N_("You appointed this person, or you are this person; somebody else must agree.")
    remedy = N_("Ask a colleague, or the office that admits your organisation.")

    def __init__(self) -> None:
        super().__init__(field="person_id")


class ConfirmedAlready(Refused):
    """The appointment does not wait for anybody."""

    message = N_("This appointment has been confirmed already.")
    remedy = N_("Nothing is left to do.")

    def __init__(self) -> None:
        super().__init__(field="person_id")


def in_force(duties: Collection[str], *, confirmed: bool) -> frozenset[str]:
    """Return the duties that count: until a second person has agreed, one may only look."""
    return frozenset(duties) if confirmed else frozenset(duties) - ACTING


def needs_second(duties: Collection[str]) -> bool:
    """Say whether an appointment to these duties takes a second person."""
    return not ACTING.isdisjoint(duties)


def check_second(*, confirmer: UUID | None, person: UUID, appointer: UUID | None) -> None:
    """Let pass a person who is neither the appointed nor the appointer."""
    if confirmer is None or confirmer in (person, appointer):
        raise AppointerConfirms


def check_duties(duties: Collection[str]) -> None:
    """Refuse no duty, or one that does not exist."""
    if not duties or not DUTIES.issuperset(duties):
        raise DutiesUnknown


def check_may_appoint(*, duties: Collection[str], has_checker: bool) -> None:
    """
    Let a checker appoint people, and a maker only as long as there is no checker.

    Otherwise a maker could appoint a second pair of eyes of his own.
    """
    if "checker" in duties or ("maker" in duties and not has_checker):
        return
    raise CheckerNeeded
