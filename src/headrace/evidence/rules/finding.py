"""A finding must be this provider's answer to this request, of this kind, and of this hour."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from headrace.evidence.rules import claims
from headrace.kit.errors import N_, Malformed, Refused

LEEWAY = timedelta(seconds=60)
"""How far a provider's clock may be ahead of ours."""

LONGEST_LIFE = timedelta(days=3 * 366)
_ALWAYS = frozenset(
    {"iss", "sub", "vct", "nonce", "iat", "exp", "claims", "method", "confidence", "evidence"}
)
# These decide whether a finding counts, so they may never be hidden behind a digest.
_IN_THE_OPEN = frozenset({"iss", "sub", "vct", "nonce", "iat", "exp"})
_SHA_256 = re.compile(r"[0-9a-f]{64}")


class PayloadMalformed(Malformed):
    """A member of the signed payload is missing, unknown or not of its form."""

    message = N_("The member {name} of the finding is missing, unknown or wrong.")
    remedy = N_("Sign the payload as the request describes it.")
    journalled = ("name",)

    def __init__(self, name: str) -> None:
        super().__init__(field="token", name=name[:60])


class IssuerMismatch(Refused):
    """The one who signed, the one who is named and the one who was asked are not the same."""

    message = N_("The finding was not signed by the provider who was asked.")
    remedy = N_("Answer with a finding of your own, signed with your own registered key.")

    def __init__(self) -> None:
        super().__init__(field="iss")


class AnotherSubject(Refused):
    """The finding speaks of another firm."""

    message = N_("The finding speaks of another firm than the request.")
    remedy = N_("Sign a finding about the firm that the request names.")

    def __init__(self) -> None:
        super().__init__(field="sub")


class AnotherRequest(Refused):
    """The finding answers another request."""

    message = N_("The finding answers another request.")
    remedy = N_("Put the id of this request into the nonce and sign again.")

    def __init__(self) -> None:
        super().__init__(field="nonce")


class AnotherKind(Refused):
    """The finding is of another kind than was asked for."""

    message = N_("The finding is not of the type {expected}.")
    remedy = N_("Sign a finding of the type that the request names.")

    def __init__(self, *, expected: str) -> None:
        super().__init__(field="vct", expected=expected)


class IssuedInFuture(Refused):
    """The finding claims to be signed later than now."""

    message = N_("The finding says that it was signed in the future.")
    remedy = N_("Set your clock and sign again.")

    def __init__(self) -> None:
        super().__init__(field="iat")


class FindingExpired(Refused):
    """The finding's life is over."""

    message = N_("The finding expired on {expired_at}.")
    remedy = N_("Check again and sign a new finding.")

    def __init__(self, *, expired_at: datetime) -> None:
        super().__init__(field="exp", expired_at=expired_at.isoformat())


class LifeTooLong(Refused):
    """The finding would live backwards or for too long."""

    message = N_("A finding lives for at most {days} days after it was signed.")
    remedy = N_("Choose an earlier end and sign again.")

    def __init__(self) -> None:
        super().__init__(field="exp", days=LONGEST_LIFE.days)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a request expects of its answer."""

    request_id: UUID
    provider_id: UUID
    enterprise_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a provider says, once everything about it is in order; `confidence` in per cent."""

    issued_at: datetime
    expires_at: datetime
    claims: dict[str, Any]
    method: str
    confidence: int
    evidence: tuple[str, ...]


def type_of(kind: str) -> str:
    """Return the `vct` of findings of a kind."""
    return f"headrace/finding/{kind}/1"


def check_meant(
    signed: Mapping[str, Any], expected: Expected, *, signer_id: UUID, at: datetime
) -> None:
    """
    Refuse a payload that is not this provider's answer to this request at this hour.

    :param signed: the payload as it was signed, before disclosures
    :param signer_id: the organisation whose registered key made the signature
    :raises PayloadMalformed: one of the members that must stand in the open does not
    :raises IssuerMismatch, AnotherSubject, AnotherKind, AnotherRequest: as their names say
    :raises IssuedInFuture, FindingExpired, LifeTooLong: its time does not fit
    """
    missing = sorted(_IN_THE_OPEN - set(signed))
    if missing:
        raise PayloadMalformed(missing[0])
    if signer_id != expected.provider_id or signed["iss"] != str(expected.provider_id):
        raise IssuerMismatch
    if signed["sub"] != str(expected.enterprise_id):
        raise AnotherSubject
    if signed["vct"] != type_of(expected.kind):
        raise AnotherKind(expected=type_of(expected.kind))
    if signed["nonce"] != str(expected.request_id):
        raise AnotherRequest
    _check_time(_instant(signed, "iat"), _instant(signed, "exp"), at)


def read(opened: Mapping[str, Any], *, kind: str) -> Statement:
    """
    Return what a payload states, its disclosures in place.

    :raises PayloadMalformed: a member is missing, unknown or not of its form
    :raises claims.FindingKindUnknown, claims.ClaimMalformed: the claims do not fit the kind
    """
    strange = sorted(_ALWAYS ^ set(opened))
    if strange:
        raise PayloadMalformed(strange[0])
    method, confidence, evidence = opened["method"], opened["confidence"], opened["evidence"]
    if not isinstance(method, str) or not 0 < len(method.strip()) <= len(method) <= 200:
        raise PayloadMalformed("method")
    if type(confidence) is not int or not 0 <= confidence <= 100:
        raise PayloadMalformed("confidence")
    if not isinstance(evidence, list) or len(evidence) > 50 or not all(map(_is_hash, evidence)):
        raise PayloadMalformed("evidence")
    return Statement(
        issued_at=_instant(opened, "iat"),
        expires_at=_instant(opened, "exp"),
        claims=claims.check(kind, opened["claims"]),
        method=method,
        confidence=confidence,
        evidence=tuple(evidence),
    )


def _check_time(issued_at: datetime, expires_at: datetime, at: datetime) -> None:
    if issued_at > at + LEEWAY:
        raise IssuedInFuture
    if expires_at <= at:
        raise FindingExpired(expired_at=expires_at)
    if not issued_at < expires_at <= issued_at + LONGEST_LIFE:
        raise LifeTooLong


def _instant(payload: Mapping[str, Any], name: str) -> datetime:
    seconds = payload[name]
    if type(seconds) is not int or not 0 <= seconds < 2**33:
        raise PayloadMalformed(name)
    return datetime.fromtimestamp(seconds, tz=UTC)


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and _SHA_256.fullmatch(value) is not None
