"""Who may appoint people, and to which duties."""

from collections.abc import Collection

from headrace.kit.errors import N_, Malformed, NotAdmitted, Refused

DUTIES = frozenset({"maker", "checker", "viewer"})


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
