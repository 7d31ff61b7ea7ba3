"""What a provider has to sign, so that his answer is taken."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from headrace.evidence.queries.requests import request
from headrace.evidence.rules import claims as schemas
from headrace.evidence.rules.finding import type_of
from headrace.kit.actors import Actor


def payload_to_sign(
    request_id: UUID,
    actor: Actor,
    *,
    claims: Mapping[str, Any],
    method: str,
    confidence: int,
    evidence: Sequence[str] = (),
    at: datetime,
    life: timedelta = timedelta(days=180),
) -> dict[str, Any]:
    """
    Return the payload that answers a request, ready to be signed.

    The header beside it is `{"alg": "EdDSA", "typ": "dc+sd-jwt", "kid": <thumbprint>}`; a tilde
    ends the token.

    :param confidence: whole per cent
    :param evidence: SHA-256 of each document seen, in hex
    :raises NotFound: no such request for the actor
    :raises rules.claims.ClaimMalformed: the claims do not fit the kind
    """
    asked = request(request_id, actor)
    issued = int(at.timestamp())
    return {
        "iss": str(asked.provider_id),
        "sub": str(asked.enterprise_id),
        "vct": type_of(asked.kind),
        "nonce": str(asked.id),
        "iat": issued,
        "exp": issued + int(life.total_seconds()),
        "claims": schemas.check(asked.kind, dict(claims)),
        "method": method,
        "confidence": confidence,
        "evidence": list(evidence),
        "_sd_alg": "sha-256",
    }
