"""What a provider's people do on a page: each act is one verb, with what was typed for it."""

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

from headrace.evidence import queries, services
from headrace.evidence.queries import RequestView
from headrace.gateways.signing import PretendSigningService, compact_jws
from headrace.kit.actors import MAKER, demand
from headrace.kit.canonical import canonical_json
from headrace.kit.errors import NotFound
from headrace.kit.once import KeyReused
from headrace.portals.provider import typed as typing
from headrace.portals.provider.typed import Mistyped, Said, Typed
from headrace.portals.visits import Visit

_LEAST, _MOST = 10, 200


def answer(visit: Visit, request: RequestView, typed: Typed, key: UUID) -> UUID:
    """
    Sign what was typed with this person's own key of the house, and hand it in.

    :raises Mistyped: an answer cannot be read; :raises CentreError: as `evidence.answer_request`
    """
    demand(visit.actor, duty=MAKER)
    said = typing.read(request.kind, typed)
    payload = queries.payload_to_sign(
        request.id,
        visit.actor,
        claims=said.claims,
        method=said.method,
        confidence=said.confidence,
        at=visit.at,
    )
    try:
        return services.answer_request(
            key=key,
            by=visit.actor,
            at=visit.at,
            request_id=request.id,
            token=_signed(visit, payload),
        )
    except KeyReused:
        return _sent_before(visit, request, said)


def _sent_before(visit: Visit, request: RequestView, said: Said) -> UUID:
    """Each signature bears its second, so a second click signs anew what already stands."""
    found = queries.issued_for(request.id, visit.actor, at=visit.at)
    if found is None:
        raise KeyReused
    stands = found.finding
    if (stands.claims, stands.method, stands.confidence) != (
        said.claims,
        said.method,
        said.confidence,
    ):
        raise KeyReused
    return stands.id


def take(visit: Visit, request: RequestView, key: UUID) -> None:
    """Take a request on, or begin the work on one that was taken on."""
    verb = services.start_request if request.state == "accepted" else services.accept_request
    verb(key=key, by=visit.actor, at=visit.at, request_id=request.id)


def decline(visit: Visit, request: RequestView, typed: Typed, key: UUID) -> UUID:
    """Give a request to another provider; :raises Mistyped: the reason is too short or long"""
    return services.decline_request(
        key=key, by=visit.actor, at=visit.at, request_id=request.id, reason=_reason(typed)
    )


def settle(visit: Visit, request: RequestView, typed: Typed, key: UUID) -> str:
    """
    Stand by a disputed finding or withdraw it; return which of the two.

    :raises Mistyped: the reason is too short or too long
    """
    found = queries.issued_for(request.id, visit.actor, at=visit.at)
    if found is None:
        raise NotFound
    act = typed.get("act", "")
    if act not in _SETTLES:
        raise BadRequest("The form says neither uphold nor withdraw.")
    _SETTLES[act](
        key=key,
        by=visit.actor,
        at=visit.at,
        finding_id=found.finding.id,
        reason=_reason(typed),
    )
    return act


_SETTLES = {"uphold": services.uphold_finding, "withdraw": services.revoke_finding}


def _signed(visit: Visit, payload: Mapping[str, object]) -> str:
    if visit.actor.person_id is None:
        raise NotFound
    service = PretendSigningService(settings.HEADRACE_HOME)
    key = service.private_key(visit.actor.person_id, visit.actor.organisation_id)
    return compact_jws({"typ": "dc+sd-jwt"}, canonical_json(payload), key) + "~"


def _reason(typed: Typed) -> str:
    reason = typed.get("reason", "").strip()
    if not _LEAST <= len(reason) <= _MOST:
        raise Mistyped({"reason": _("Write ten to two hundred letters.")})
    return reason
