"""Who may order, and for whom: the right district, another person to let go, an auditor never."""

from uuid import UUID

from headrace.kit.errors import N_, Malformed, NotAdmitted, Refused

GOVERNMENT, AUDITOR = "government", "auditor"
WHOLE_COUNTRY = "000000"
_ACTING = frozenset({"maker", "checker"})
_SHORTEST_REASON = 10


class OnlyAnOfficer(NotAdmitted):
    """The act belongs to an officer of the government; an auditor reads and changes nothing."""

    message = N_("Only an officer of the government may do this.")
    remedy = N_("Ask the finance bureau of the district.")

    def __init__(self) -> None:
        super().__init__(field="")


class NotYourDistrict(NotAdmitted):
    """An officer of one district acted on a party of another."""

    message = N_("This party belongs to the district {district}.")
    remedy = N_("Hand it to the officers of that district, or to the centre level.")
    journalled = ("district",)

    def __init__(self, district: str) -> None:
        super().__init__(field="subject", district=district)


class SamePerson(NotAdmitted):
    """Four eyes: who ordered a freeze cannot lift it."""

    message = N_("You ordered this freeze; another officer must lift it.")
    remedy = N_("Ask a colleague of the bureau.")

    def __init__(self) -> None:
        super().__init__(field="order_id")


class ReasonTooShort(Malformed):
    """An order without a reason that its subject could understand."""

    message = N_("Give the reason in at least {letters} letters.")
    remedy = N_("Say what was seen, and which rule the order rests on.")

    def __init__(self) -> None:
        super().__init__(field="reason", letters=_SHORTEST_REASON)


class AlreadyFrozen(Refused):
    """A live order freezes this party already."""

    message = N_("A freeze of this party is in force already.")
    remedy = N_("Look at the order in force.")

    def __init__(self) -> None:
        super().__init__(field="subject")


class AlreadyLifted(Refused):
    """The order is not in force any more."""

    message = N_("This freeze was lifted before.")
    remedy = N_("Nothing is left to do.")

    def __init__(self) -> None:
        super().__init__(field="order_id")


def check_officer(
    *, roles: frozenset[str], duties: frozenset[str], district: str, of_subject: str
) -> None:
    """
    Let an officer act in the districts of his office: its county, city, province, or everywhere.

    :raises OnlyAnOfficer: no government role, or only the duty to view
    :raises NotYourDistrict: the subject belongs elsewhere
    """
    if GOVERNMENT not in roles or not duties & _ACTING:
        raise OnlyAnOfficer
    overseen = overseen_prefix(district)
    if overseen is None or not of_subject.startswith(overseen):
        raise NotYourDistrict(of_subject)


def check_may_lift(*, ordered_by: UUID, lifted_by: UUID) -> None:
    """
    Let another person lift a freeze: stopping is urgent, letting go is not.

    :raises SamePerson: the same person gave the order
    """
    if lifted_by == ordered_by:
        raise SamePerson


def check_reason(reason: str) -> None:
    """
    Let pass a reason of some words.

    :raises ReasonTooShort: fewer than ten letters
    """
    if len(reason.strip()) < _SHORTEST_REASON:
        raise ReasonTooShort


def overseen_prefix(office_district: str) -> str | None:
    """
    Return how the district codes begin that an office oversees: "" for all, None for none.

    GB/T 2260: 000000 is the whole country, 330000 a province, 330200 a city, 330282 a county.
    """
    if len(office_district) != len(WHOLE_COUNTRY) or not office_district.isdigit():
        return None
    for digits in (0, 2, 4):
        if not office_district[digits:].strip("0"):
            return office_district[:digits]
    return office_district


def readable_prefix(roles: frozenset[str], district: str) -> str | None:
    """Return the district codes that an actor reads, as a prefix: an auditor reads all."""
    if AUDITOR in roles:
        return ""
    return overseen_prefix(district) if GOVERNMENT in roles else None
