"""
Partners' programs: each has a client of its own that acts for the person who owns it.

A client gets a token at `/identity/o/api/token` by its id and secret (RFC 6749, section 4.4) and
sends it as a bearer token (RFC 6750). Clients come into being here alone: confidential, owned by a
person, good for nothing but client credentials. A suspension of the owner bites on the next
request, whatever the token's age.
"""

import secrets
from typing import Any
from uuid import UUID

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.models import Client
from django.utils.translation import gettext_lazy as _

from headrace.api.auth import SCOPE
from headrace.kit import clock, journal
from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction
from headrace.parties import queries as parties

SECRET_BYTES = 32
_NOT_OFFERED = (
    "authorization_endpoint",
    "device_authorization_endpoint",
    "end_session_endpoint",
    "userinfo_endpoint",
    "code_challenge_methods_supported",
)


class PartnerServer(DefaultOIDCAdapter):  # type: ignore[misc] # the library ships no types
    """The OAuth2 server, for programs only: nobody logs in elsewhere through it."""

    scope_display = {SCOPE: _("Use the centre's interface in your name")}

    def populate_server_metadata(self, data: dict[str, Any]) -> None:
        """Tell a partner's library what it can ask for here (RFC 8414)."""
        for each in _NOT_OFFERED:
            data.pop(each, None)
        data["scopes_supported"] = [SCOPE]
        data["grant_types_supported"] = [Client.GrantType.CLIENT_CREDENTIALS.value]
        data["response_types_supported"] = []


def issue_client(person_id: UUID, name: str) -> tuple[str, str]:
    """
    Issue a client that acts for a person; return its id and its secret.

    The secret is kept only as a hash: it is shown this once.
    :param name: what the partner calls the program, at most 100 characters
    :raises parties.PersonInactive: the person or the organisation has left
    :raises NotFound: there is no such person
    """
    at = clock.now()
    owner = parties.actor_of(person_id, at=at)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    client = Client(name=name, owner_id=person_id, type=Client.Type.CONFIDENTIAL, created_at=at)
    client.set_scopes([SCOPE])
    client.set_default_scopes([SCOPE])
    client.set_grant_types([Client.GrantType.CLIENT_CREDENTIALS])
    client.set_response_types([])
    client.set_secret(secret)
    with open_transaction():
        client.save(force_insert=True)
        _tell("config.client.issued", client, owner.organisation_id)
    return client.id, secret


def withdraw_client(client_id: str) -> None:
    """
    Withdraw a client with all its tokens, as when its secret has become known.

    :raises NotFound: there is no such client
    """
    client = Client.objects.select_related("owner").filter(pk=client_id).first()
    if client is None or client.owner is None:
        raise NotFound
    with open_transaction():
        _tell("config.client.withdrawn", client, client.owner.organisation_id)
        client.delete()


def _tell(kind: str, client: Client, organisation_id: UUID) -> None:
    journal.record(
        kind,
        subject=Subject("client", UUID(client.id)),
        about=organisation_id,
        by=Actor.system("set-up"),
        at=clock.now(),
        facts={"owner": client.owner_id},
    )
