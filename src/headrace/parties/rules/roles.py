"""How a role is applied for, admitted, suspended and ended, and who may decide it."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from headrace.kit.errors import N_, Malformed, NotAdmitted, Refused
from headrace.parties.rules.districts import check_covers

CENTRAL_DISTRICT = "000000"

_NEXT = {
    ("applied", "admit"): "admitted",
    ("applied", "revoke"): "revoked",
    ("admitted", "suspend"): "suspended",
    ("suspended", "restore"): "admitted",
    ("admitted", "revoke"): "revoked",
    ("suspended", "revoke"): "revoked",
    ("admitted", "expire"): "expired",
    ("suspended", "expire"): "expired",
}


class RoleMoveRefused(Refused):
    """The role is in another state than the act needs."""

    message = N_("The role is {state}; it cannot {event} now.")
    remedy = N_("Reload the page: somebody may have decided it meanwhile.")

    def __init__(self, *, state: str, event: str) -> None:
        super().__init__(state=state, event=event)


class RoleUnknown(Malformed):
    """The rulebook knows no such role."""

    message = N_("There is no role {kind}.")
    remedy = N_("Choose one of: {choices}.")

    def __init__(self, *, kind: str, choices: Collection[str]) -> None:
        super().__init__(field="kind", kind=kind, choices=", ".join(sorted(choices)))


class RoleNotForYou(Refused):
    """An organisation of this kind cannot have the role."""

    message = N_("The role {kind} is not for an organisation of the kind {organisation_kind}.")
    remedy = N_("Apply for a role that is open to your kind of organisation.")

    def __init__(self, *, kind: str, organisation_kind: str) -> None:
        super().__init__(field="kind", kind=kind, organisation_kind=organisation_kind)


class LicenceMissing(Malformed):
    """The role needs a licence number."""

    message = N_("The role {kind} needs a licence.")
    remedy = N_("Give the number of the licence that the supervisor issued.")

    def __init__(self, *, kind: str) -> None:
        super().__init__(field="licence", kind=kind)


class RolesConflict(Refused):
    """Two roles that one organisation must not hold together."""

    message = N_("The role {kind} cannot be held together with the role {other}.")
    remedy = N_("Give up the other role, or let another legal person apply.")
    journalled = ("kind", "other")

    def __init__(self, *, kind: str, other: str) -> None:
        super().__init__(field="kind", kind=kind, other=other)


class RoleHeld(Refused):
    """The organisation has the role, or has applied for it."""

    message = N_("The role {kind} is {state} already.")
    remedy = N_("There is no need to apply twice; apply anew only after it has ended.")

    def __init__(self, *, kind: str, state: str) -> None:
        super().__init__(field="kind", kind=kind, state=state)


class OwnCase(Refused):
    """Nobody decides a case of the own organisation."""

    message = N_("You cannot decide a case of your own organisation.")
    remedy = N_("Let the office above decide it.")

    def __init__(self) -> None:
        super().__init__()


class NotOwnOrganisation(NotAdmitted):
    """Only people of the organisation itself apply, declare and appoint for it."""

    message = N_("Only people of the organisation itself may do this.")
    remedy = N_("Ask one of them to log in.")

    def __init__(self) -> None:
        super().__init__()


def after(state: str, event: str) -> str:
    """
    Return the state that follows.

    :raises RoleMoveRefused: the table has no such move
    """
    try:
        return _NEXT[state, event]
    except KeyError:
        raise RoleMoveRefused(state=state, event=event) from None


def check_application(
    *, kind: str, terms: Mapping[str, Any], organisation_kind: str, licence: str
) -> None:
    """Refuse an application that the terms of the role exclude, whoever decides it."""
    if organisation_kind not in terms["organisations"]:
        raise RoleNotForYou(kind=kind, organisation_kind=organisation_kind)
    if terms["licence"] and not licence.strip():
        raise LicenceMissing(kind=kind)


def check_no_conflict(
    *, kind: str, not_with: Collection[str], held: Mapping[str, Collection[str]]
) -> None:
    """
    Refuse a role that excludes one already held, whichever of the two says so.

    :param held: each live role with the roles that it excludes itself
    """
    for other, excluded in sorted(held.items()):
        if other in not_with or kind in excluded:
            raise RolesConflict(kind=kind, other=other)


def check_may_decide(
    *,
    officer_organisation: UUID,
    officer_district: str,
    organisation: UUID,
    district: str,
    admitted_by: str,
) -> None:
    """
    Let pass only the right office: not of the organisation itself, and over its district.

    :param admitted_by: `centre` if the role is decided by central government alone
    """
    if officer_organisation == organisation:
        raise OwnCase
    check_covers(officer_district, CENTRAL_DISTRICT if admitted_by == "centre" else district)


def check_own(actor_organisation: UUID, organisation: UUID) -> None:
    """Let pass only people of the organisation itself."""
    if actor_organisation != organisation:
        raise NotOwnOrganisation
