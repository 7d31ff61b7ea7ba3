"""
Who calls: a partner's program by an access token, or a person by the session of the pages.

Both become an `Actor` made anew for the request, so a suspension bites on the next one.
Source: RFC 6749, section 4.4 (client credentials).
"""

from typing import Any
from uuid import UUID

from allauth.idp.oidc.contrib.ninja.security import TokenAuth
from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie

from headrace.kit import clock
from headrace.kit.actors import Actor
from headrace.parties import queries as parties

SCOPE = "headrace"


class PartnerToken(TokenAuth):  # type: ignore[misc] # the library ships no types
    """A bearer token; it acts for the person who owns the client."""

    def __init__(self) -> None:
        super().__init__(SCOPE)

    def __call__(self, request: HttpRequest) -> Actor | None:
        """Return the actor of a valid token, or None."""
        token = super().__call__(request)
        owner: UUID | None = token.client.owner_id if token else None
        return parties.actor_of(owner, at=clock.now()) if owner else None


class PersonSession(APIKeyCookie):
    """The session cookie of the pages; unsafe methods also need the CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """Return the actor of the signed-in person, or None."""
        if not request.user.is_authenticated:
            return None
        return parties.actor_of(request.user.pk, at=clock.now())
