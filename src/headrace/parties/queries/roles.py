"""Reads of roles: who is admitted to what, and which applications wait for whom."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.errors import NotFound
from headrace.parties import models
from headrace.parties.models.organisation import State as OrganisationState
from headrace.parties.models.role import State
from headrace.parties.queries.organisations import OrganisationView, view, with_size_class
from headrace.parties.rules import districts


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role with its organisation's name, as the public register shows it."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    kind: str
    licence: str
    district: str
    state: str
    expires_date: date | None
    applied_at: datetime
    decided_at: datetime | None
    decided_by_organisation: UUID | None
    reason: str


def accredited(
    kind: str, *, at: datetime, excluding: frozenset[UUID] = frozenset()
) -> tuple[OrganisationView, ...]:
    """Return the organisations admitted to a role at this moment, by name, in one query."""
    admitted_ids = live_grants(day_of(at)).filter(kind=kind).values("organisation_id")
    rows = models.Organisation.objects.defer("owner_identity").filter(pk__in=admitted_ids)
    rows = with_size_class(rows.exclude(pk__in=excluding)).order_by("name_pinyin", "id")
    return tuple(view(each) for each in rows)


def admitted(organisation_id: UUID, role: str, *, at: datetime) -> bool:
    """Say whether an organisation has a live, admitted role at this moment."""
    return live_grants(day_of(at)).filter(organisation=organisation_id, kind=role).exists()


def role(role_id: UUID) -> RoleView:
    """
    Return a role.

    :raises NotFound: there is none with this id
    """
    row = _with_names().filter(pk=role_id).first()
    if row is None:
        raise NotFound
    return _view(row)


def roles_of(organisation_id: UUID) -> tuple[RoleView, ...]:
    """Return every role an organisation has or had, newest first: the register's history."""
    return tuple(_view(each) for each in _with_names().filter(organisation=organisation_id))


def public_register(kind: str | None = None) -> tuple[RoleView, ...]:
    """Return all decided roles, of a kind or of all, newest first, in one query."""
    rows = _with_names().exclude(state=State.APPLIED)
    return tuple(_view(each) for each in (rows.filter(kind=kind) if kind else rows))


def applications_for(actor: Actor) -> tuple[RoleView, ...]:
    """Return the applications in the districts of an actor's office, oldest first, in one query."""
    rows = _with_names().filter(
        state=State.APPLIED, district__startswith=districts.prefix(actor.district)
    )
    return tuple(
        _view(each) for each in rows.exclude(organisation=actor.organisation_id).order_by("id")
    )


def live_grants(on: date) -> QuerySet[models.RoleGrant]:
    """Return the roles that count on a day: admitted, unexpired, of a verified organisation."""
    return models.RoleGrant.objects.filter(
        Q(expires_date=None) | Q(expires_date__gt=on),
        state=State.ADMITTED,
        organisation__state=OrganisationState.VERIFIED,
    )


def _with_names() -> QuerySet[models.RoleGrant]:
    return models.RoleGrant.objects.select_related("organisation").order_by("-id")


def _view(row: models.RoleGrant) -> RoleView:
    return RoleView(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name,
        kind=row.kind,
        licence=row.licence,
        district=row.district,
        state=row.state,
        expires_date=row.expires_date,
        applied_at=row.created_at,
        decided_at=row.decided_at,
        decided_by_organisation=row.decided_by_organisation,
        reason=row.reason,
    )
