"""Roles decided by the right government, and what every step of a role goes by."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from headrace.kit import journal
from headrace.kit.actors import CHECKER, Actor, demand
from headrace.kit.clock import day_of
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction, transaction
from headrace.parties import models
from headrace.parties.models.organisation import State as OrganisationState
from headrace.parties.models.role import LIVE, State
from headrace.parties.rules import districts, funds, roles, size, texts
from headrace.parties.services.appointments import confirm_first_people
from headrace.rulebook import queries as rulebook

_JOURNAL_WORDS = {
    "admit": "admitted",
    "suspend": "suspended",
    "restore": "restored",
    "revoke": "revoked",
}


@needs_transaction
def enter_application(
    organisation: models.Organisation,
    kind: str,
    *,
    licence: str,
    district: str | None,
    by: Actor,
    at: datetime,
) -> models.RoleGrant:
    """Write the application and journal it."""
    texts.check_text(licence, field="licence", most=120, needed=False)
    place = district or organisation.district
    districts.check_code(place)
    row = models.RoleGrant.objects.create(
        organisation=organisation,
        kind=kind,
        licence=licence.strip(),
        district=place,
        applied_by=by.person_id,
        created_at=at,
    )
    _tell("applied", row, by, at)
    return row


@transaction
@once("parties.admit_role")
def admit_role(
    *, key: UUID, by: Actor, role_id: UUID, at: datetime, expires_date: date | None = None
) -> UUID:
    """
    Admit a role that was applied for.

    With its first role the organisation is verified, and the people who wait for a second person's
    word have the officer's.

    :param expires_date: the first day without the role; none means until the next review
    :raises NotAdmitted: needs the role `government` with the duty `checker`
    :raises OwnCase: nobody admits himself
    :raises NotYourDistrict: another office's district, or a case of central government
    :raises TooLarge: the firm has become a large one since it applied
    :raises RoleMoveRefused: decided already
    """
    funds.check_expiry(expires_date, today=day_of(at))
    row = _for_decision(role_id, by, at)
    terms = terms_of_role(row.kind, on=day_of(at))
    check_beside_others(row.organisation, row.kind, terms, on=day_of(at), but=row.id)
    _check_still_admissible(row.organisation, terms)
    _move(row, "admit", by, at, expires_date=expires_date)
    verified = models.Organisation.objects.filter(
        pk=row.organisation_id, state=OrganisationState.DRAFT
    )
    if verified.update(state=OrganisationState.VERIFIED):
        confirm_first_people(row.organisation_id, by=by, at=at)
    return row.id


@transaction
@once("parties.suspend_role")
def suspend_role(*, key: UUID, by: Actor, role_id: UUID, reason: str, at: datetime) -> UUID:
    """
    Suspend an admitted role; it bites on the next request of the organisation's people.

    :raises OwnCase, NotYourDistrict, RoleMoveRefused: as `admit_role`
    """
    row = _for_decision(role_id, by, at)
    apply_suspension(row, reason=reason, by=by, at=at)
    return row.id


@needs_transaction
def apply_suspension(row: models.RoleGrant, *, reason: str, by: Actor, at: datetime) -> None:
    """Suspend a locked role whose decision was checked."""
    _move(row, "suspend", by, at, reason=reason)


@transaction
@once("parties.restore_role")
def restore_role(*, key: UUID, by: Actor, role_id: UUID, reason: str, at: datetime) -> UUID:
    """
    Lift the suspension of a role.

    :raises OwnCase, NotYourDistrict, RoleMoveRefused: as `admit_role`
    """
    row = _for_decision(role_id, by, at)
    _move(row, "restore", by, at, reason=reason)
    return row.id


@transaction
@once("parties.revoke_role")
def revoke_role(*, key: UUID, by: Actor, role_id: UUID, reason: str, at: datetime) -> UUID:
    """
    Refuse an application, or end a role for good.

    :raises OwnCase, NotYourDistrict, RoleMoveRefused: as `admit_role`
    """
    row = _for_decision(role_id, by, at)
    _move(row, "revoke", by, at, reason=reason)
    return row.id


@transaction
@once("parties.expire_roles")
def expire_roles(*, key: UUID, by: Actor, at: datetime) -> int:
    """
    Mark the roles whose last day has passed; return how many.

    Nothing depends on it: a role is dead from `expires_date` on, marked or not.
    """
    return expire_among(models.RoleGrant.objects.all(), by, at)


def expire_among(rows: QuerySet[models.RoleGrant], by: Actor, at: datetime) -> int:
    """Mark those of some roles whose last day has passed; return how many."""
    past = rows.select_for_update().filter(
        state__in=[State.ADMITTED, State.SUSPENDED], expires_date__lte=day_of(at)
    )
    found = list(past.order_by("id"))
    for row in found:
        row.state = roles.after(row.state, "expire")
        row.save(update_fields=["state"])
        _tell("expired", row, by, at)
    return len(found)


def terms_of_role(kind: str, *, on: date) -> rulebook.RuleAnswer:
    choices = [each["kind"] for each in rulebook.scopes_of("role.kind", on=on)]
    if kind not in choices:
        raise roles.RoleUnknown(kind=kind, choices=choices)
    return rulebook.look_up("role.kind", on=on, scope={"kind": kind})


def check_beside_others(
    organisation: models.Organisation,
    kind: str,
    terms: rulebook.RuleAnswer,
    *,
    on: date,
    but: UUID | None = None,
) -> None:
    """Refuse a role that is held already, or that a held one excludes."""
    unexpired = Q(expires_date=None) | Q(expires_date__gt=on)
    rows = organisation.roles.filter(unexpired, state__in=LIVE)
    states = {each.kind: each.state for each in rows if each.id != but}
    if kind in states:
        raise roles.RoleHeld(kind=kind, state=states[kind])
    held = {other: terms_of_role(other, on=on).value["not_with"] for other in states}
    roles.check_no_conflict(kind=kind, not_with=terms.value["not_with"], held=held)


def _check_still_admissible(organisation: models.Organisation, terms: rulebook.RuleAnswer) -> None:
    """A firm may have reported larger figures while its application waited."""
    latest = organisation.size_classes.order_by("-id").first()
    if terms.value["side"] == "borrower" and latest is not None:
        size.check_admissible(size_class=latest.size_class, pack=latest.pack)


def _for_decision(role_id: UUID, by: Actor, at: datetime) -> models.RoleGrant:
    demand(by, role="government", duty=CHECKER)
    rows = models.RoleGrant.objects.select_for_update(of=("self",))
    row = rows.select_related("organisation").filter(pk=role_id).first()
    if row is None:
        raise NotFound
    terms = terms_of_role(row.kind, on=day_of(at))
    roles.check_may_decide(
        officer_organisation=by.organisation_id,
        officer_district=by.district,
        organisation=row.organisation_id,
        district=row.district,
        admitted_by=terms.value["admitted_by"],
    )
    return row


def _move(
    row: models.RoleGrant,
    event: str,
    by: Actor,
    at: datetime,
    *,
    reason: str = "",
    expires_date: date | None = None,
) -> None:
    row.state = roles.after(row.state, event)
    row.decided_by, row.decided_by_organisation, row.decided_at = (
        by.person_id,
        by.organisation_id,
        at,
    )
    row.reason = reason
    if event == "admit":
        row.expires_date = expires_date
    row.save()
    _tell(_JOURNAL_WORDS[event], row, by, at)


@needs_transaction
def admit_at_founding(row: models.RoleGrant, *, by: Actor, at: datetime) -> None:
    """Admit the first government's role, for which there is no government yet."""
    _move(row, "admit", by, at)


def _tell(word: str, row: models.RoleGrant, by: Actor, at: datetime) -> None:
    journal.record(
        f"parties.role.{word}",
        subject=Subject("role", row.id),
        about=row.organisation_id,
        by=by,
        at=at,
        facts={
            "role": row.kind,
            "district": row.district,
            "expires_date": row.expires_date.isoformat() if row.expires_date else None,
        },
    )
