"""An organisation applies for a role."""

from datetime import datetime
from uuid import UUID

from headrace.kit.actors import MAKER, Actor, demand
from headrace.kit.clock import day_of
from headrace.kit.once import once
from headrace.kit.transactions import transaction
from headrace.parties import models
from headrace.parties.rules import roles, size
from headrace.parties.services.classification import issue_size_class
from headrace.parties.services.roles import (
    check_beside_others,
    enter_application,
    expire_among,
    terms_of_role,
)
from headrace.rulebook import queries as rulebook


@transaction
@once("parties.apply_for_role")
def apply_for_role(
    *,
    key: UUID,
    by: Actor,
    kind: str,
    at: datetime,
    licence: str = "",
    organisation_id: UUID | None = None,
    district: str | None = None,
) -> UUID:
    """
    Apply for a role of the own organisation and return the role's id.

    :param kind: a role of the rulebook (`role.kind`), such as `enterprise`, `bank`, `rating`
    :param district: where it is to be used; without it, the organisation's own
    :raises RoleUnknown: not a role of the rulebook
    :raises RoleNotForYou: the role is not for this kind of organisation
    :raises LicenceMissing: the role needs one
    :raises RolesConflict: it excludes a role that is held
    :raises RoleHeld: held or applied for already
    :raises TooLarge: a large firm applies as enterprise
    """
    demand(by, duty=MAKER)
    owner = organisation_id or by.organisation_id
    roles.check_own(by.organisation_id, owner)
    organisation = models.Organisation.objects.select_for_update().get(pk=owner)
    expire_among(models.RoleGrant.objects.filter(organisation=owner), by, at)
    terms = terms_of_role(kind, on=day_of(at))
    roles.check_application(
        kind=kind,
        terms=terms.value,
        organisation_kind=organisation.kind,
        licence=licence,
    )
    check_beside_others(organisation, kind, terms, on=day_of(at))
    _check_size(organisation, terms, by, at)
    return enter_application(
        organisation, kind, licence=licence, district=district, by=by, at=at
    ).id


def _check_size(
    organisation: models.Organisation, terms: rulebook.RuleAnswer, by: Actor, at: datetime
) -> None:
    """Whoever asks for financing is classed on the day of the application."""
    if terms.value["side"] == "borrower":
        issued = issue_size_class(organisation_id=organisation.id, by=by, at=at)
        size.check_admissible(size_class=issued.size_class, pack=issued.pack)
