"""
Who calls: a partner's program by an access token, or a person by the session of the pages.

Both become an `Actor` made anew for the request, so a suspension bites on the next one.
Source: RFC 6749, section 4.4 (client credentials); RFC 6750 (bearer tokens).
"""

from typing import Any
from uuid import UUID

from allauth.idp.oidc.models import Token
from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from headrace.kit import clock
from headrace.kit.actors import Actor
from headrace.kit.errors import NotAdmitted
from headrace.parties import queries as parties

SCOPE = "headrace"


class PartnerToken(HttpBearer):
    """
    An access token of the scope `headrace`; it acts for the person who owns the client.

    A token that its client narrowed to other resources (RFC 8707) is not taken.
    """

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Return the actor of a live token, or None."""
        found = Token.objects.select_related("client").lookup(Token.Type.ACCESS_TOKEN, token)
        if found is None or SCOPE not in found.get_scopes() or found.get_resources():
            return None
        if found.client is None or found.client.owner_id is None:
            return None
        return parties.actor_of(found.client.owner_id, at=clock.now())


class PersonSession(APIKeyCookie):
    """The session cookie of the pages; unsafe methods also need the CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Any:
        """Return the actor of the signed-in person; nobody is asked for a CSRF token first."""
        return super().__call__(request) if request.user.is_authenticated else None

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Return the actor of the signed-in person, or None."""
        person = request.user
        return parties.actor_of(person.pk, at=clock.now()) if person.is_authenticated else None


def person_of(actor: Actor) -> UUID:
    """Return the person who calls; :raises NotAdmitted: nobody in person does."""
    if actor.person_id is None:
        raise NotAdmitted(role="-", duty="-")
    return actor.person_id


def demand_any(actor: Actor, *roles: str) -> None:
    """Let pass who holds one of the roles; :raises NotAdmitted: the actor holds none of them."""
    if actor.roles.isdisjoint(roles):
        raise NotAdmitted(role=" / ".join(roles), duty="-")
