"""What has run out and serves nobody any more: sessions of people, tokens of programs."""

from datetime import UTC, datetime
from uuid import UUID

from allauth.idp.oidc.models import Token
from django.contrib.sessions.models import Session

from headrace.kit.actors import Actor
from headrace.kit.once import once
from headrace.kit.transactions import transaction


@transaction
@once("config.clear_expired")
def clear_expired(*, key: UUID, by: Actor, at: datetime) -> dict[str, int]:
    """
    Delete expired sessions and tokens; return how many of each.

    Both libraries stamp them by the machine's clock, also in a town whose own clock is driven: that
    clock decides here too, and `at` only dates the remembered answer.
    """
    sessions, _ = Session.objects.filter(expire_date__lt=datetime.now(UTC)).delete()
    tokens, _ = Token.objects.expired().delete()
    return {"sessions": sessions, "tokens": tokens}
