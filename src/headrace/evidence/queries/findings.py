"""Reads of findings: what may be relied on at a moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from headrace.evidence import models
from headrace.evidence.rules import compact, disclosures, signatures
from headrace.evidence.rules.finding import Statement, read
from headrace.kit.canonical import digest
from headrace.kit.errors import CentreError, NotFound
from headrace.kit.subjects import Subject
from headrace.parties import queries as parties

VALID, EXPIRED, CONTESTED, REVOKED, ALTERED = "valid", "expired", "contested", "revoked", "altered"
_STATE_OF_TURN = {"contested": CONTESTED, "revoked": REVOKED, "upheld": VALID}


@dataclass(frozen=True, slots=True)
class FindingView:
    """
    What a provider found. Only `state == "valid"` may be relied on.

    `signature_valid` is checked anew at every reading: the stored token against the registered
    key, and the claims shown against the token. `confidence` is in per cent.
    """

    id: UUID
    kind: str
    issuer_id: UUID
    issuer_name: str
    issued_at: datetime
    expires_at: datetime
    claims: dict[str, Any]
    method: str
    confidence: int
    evidence: tuple[str, ...]
    signature_valid: bool
    state: str
    token_hash: str


def findings_for(subject: Subject, *, at: datetime) -> tuple[FindingView, ...]:
    """Return every finding about a subject, oldest first, each with its state at a moment."""
    rows = list(
        models.Finding.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
        .prefetch_related("turns")
        .order_by("id")
    )
    return views_of(rows, at)


def views_of(rows: Sequence[models.Finding], at: datetime) -> tuple[FindingView, ...]:
    """Return findings as values, each checked against its issuer's key, in a few queries."""
    issuers = parties.organisations({row.issuer_id for row in rows}) if rows else {}
    keys = {kid: _key(kid) for kid in {row.key_thumbprint for row in rows}}
    return tuple(
        _view(row, issuers[row.issuer_id].name, keys[row.key_thumbprint], at) for row in rows
    )


def valid_findings(subject: Subject, *, at: datetime) -> tuple[FindingView, ...]:
    """Return only the findings that may be relied on at a moment."""
    return tuple(each for each in findings_for(subject, at=at) if each.state == VALID)


def _key(kid: str) -> Mapping[str, Any] | None:
    """A retired key still proves what it signed in its time."""
    try:
        return parties.verification_key(kid)[1]
    except NotFound:
        return None


def _view(
    row: models.Finding, issuer_name: str, key: Mapping[str, Any] | None, at: datetime
) -> FindingView:
    genuine = key is not None and _is_genuine(row, key)
    return FindingView(
        id=row.id,
        kind=row.kind,
        issuer_id=row.issuer_id,
        issuer_name=issuer_name,
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        claims=row.claims,
        method=row.method,
        confidence=row.confidence,
        evidence=tuple(row.evidence_hashes),
        signature_valid=genuine,
        state=_state(row, at) if genuine else ALTERED,
        token_hash=bytes(row.token_hash).hex(),
    )


def _state(row: models.Finding, at: datetime) -> str:
    turns = sorted(row.turns.all(), key=lambda turn: turn.id)
    state = _STATE_OF_TURN[turns[-1].turn] if turns else VALID
    return EXPIRED if state == VALID and at >= row.expires_at else state


def _is_genuine(row: models.Finding, key: Mapping[str, Any]) -> bool:
    """Whoever alters a row cannot make the provider's signature fit what it then says."""
    try:
        parsed = compact.parse(row.token)
        said = read(disclosures.disclosed(parsed.payload, parsed.disclosures), kind=row.kind)
    except CentreError:
        return False
    meant = parsed.payload["iss"], parsed.payload["sub"], parsed.payload["nonce"]
    shown = str(row.issuer_id), str(row.enterprise_id), str(row.request_id)
    unaltered = said == _shown(row) and meant == shown
    return (
        unaltered
        and digest(row.token.encode()) == bytes(row.token_hash)
        and signatures.is_good(parsed.jws, key)
    )


def _shown(row: models.Finding) -> Statement:
    return Statement(
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        claims=row.claims,
        method=row.method,
        confidence=row.confidence,
        evidence=tuple(row.evidence_hashes),
    )
