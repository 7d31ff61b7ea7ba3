"""What a provider's pages read: his own requests only, and what the firm lets him see."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from headrace.evidence import queries as evidence
from headrace.evidence.queries import RequestView
from headrace.kit.errors import NotFound
from headrace.parties import queries as parties
from headrace.portals import names
from headrace.portals.provider.request import File
from headrace.portals.visits import Visit

_EIGHT_WEEKS: Final = timedelta(days=55)


def request(request_id: UUID, visit: Visit) -> RequestView:
    """Return a request that this house was asked; :raises NotFound: it was not"""
    found = evidence.request(request_id, visit.actor, at=visit.at)
    if found.provider_id != visit.actor.organisation_id:
        raise NotFound(field="request_id")
    return found


def file(request_id: UUID, visit: Visit) -> File:
    """Return a request with its firm, its finding if there is one, and what may be seen."""
    asked = request(request_id, visit)
    seen = evidence.shown_to(visit.actor, asked.enterprise_id, at=visit.at)
    since = visit.today - _EIGHT_WEEKS
    return File(
        request=asked,
        firm=parties.organisation(asked.enterprise_id),
        issued=evidence.issued_for(request_id, visit.actor, at=visit.at),
        sales=evidence.daily_sales(asked.enterprise_id, since, visit.today)
        if "invoice" in seen
        else None,
    )


def house(visit: Visit) -> str:
    """Return the name of the provider's own house."""
    return names.said(parties.organisation(visit.actor.organisation_id).name)
