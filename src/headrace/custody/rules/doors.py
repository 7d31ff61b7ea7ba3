"""Whose custodian's business is: the bank's that holds the money, and central government's."""

from uuid import UUID

from headrace.kit.actors import CHECKER, Actor
from headrace.kit.errors import N_, NotAdmitted

CUSTODIAN, GOVERNMENT, SYSTEM = "custodian", "government", "system"
_WHOLE_COUNTRY = "000000"


class BookNotYours(NotAdmitted):
    """Somebody else than the custodian bank or central government would open its book."""

    message = N_("A book is opened by a checker of its custodian or of central government.")
    remedy = N_("Ask the custodian bank to open it.")

    def __init__(self) -> None:
        super().__init__(field="custodian_id")


class NotTheCustodian(NotAdmitted):
    """What the custodian tells and answers for came from somebody else."""

    message = N_("Only a checker of the custodian that keeps this book may do this.")
    remedy = N_("Let the custodian bank do it, or its channel.")

    def __init__(self) -> None:
        super().__init__(field="book_id")


def check_opens(by: Actor, *, custodian_id: UUID) -> None:
    """Let pass background work, the custodian itself, central government; :raises BookNotYours:"""
    central = _checks_as(by, GOVERNMENT) and by.district == _WHOLE_COUNTRY
    if not (is_custodian(by, custodian_id) or central):
        raise BookNotYours


def check_custodian(by: Actor, *, custodian_id: UUID) -> None:
    """Let pass background work and the custodian's own checker; :raises NotTheCustodian:"""
    if not is_custodian(by, custodian_id):
        raise NotTheCustodian


def is_custodian(by: Actor, custodian_id: UUID) -> bool:
    """Say whether somebody acts for a custodian: its admitted checker, or background work."""
    own = by.organisation_id == custodian_id and _checks_as(by, CUSTODIAN)
    return own or SYSTEM in by.roles


def _checks_as(by: Actor, role: str) -> bool:
    return role in by.roles and CHECKER in by.duties
