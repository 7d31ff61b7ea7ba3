"""Who acts, with which roles and duties at this moment."""

from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.errors import N_, NotAdmitted, NotFound
from headrace.parties import models
from headrace.parties.models.organisation import State
from headrace.parties.queries.roles import live_grants
from headrace.parties.rules import people as rules


class PersonInactive(NotAdmitted):
    """The person was taken out of the organisation, or the organisation is closed."""

    message = N_("This log-in is no longer in use.")
    remedy = N_("Ask a checker of your organisation.")


def actor_of(person_id: UUID, *, at: datetime) -> Actor:
    """
    Return who acts, made anew for every request: one query.

    Roles are those admitted and unexpired of a verified organisation, so a suspension, of a role
    or of the whole organisation, bites on the next request.
    :raises NotFound: there is no such person
    :raises PersonInactive: the person or the organisation has left
    """
    grants = live_grants(day_of(at)).filter(organisation=OuterRef("organisation"))
    row = (
        models.Person.objects.filter(pk=person_id)
        .annotate(live_roles=ArraySubquery(grants.values("kind")))
        .values_list(
            "is_active",
            "organisation_id",
            "organisation__state",
            "organisation__district",
            "duties",
            "confirmed_at",
            "live_roles",
        )
        .first()
    )
    if row is None:
        raise NotFound
    is_active, organisation_id, state, district, duties, confirmed_at, live_roles = row
    if not is_active or state == State.CLOSED:
        raise PersonInactive
    return Actor(
        person_id=person_id,
        organisation_id=organisation_id,
        roles=frozenset(live_roles),
        duties=rules.in_force(duties, confirmed=confirmed_at is not None),
        district=district,
    )
