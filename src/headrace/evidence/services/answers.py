"""A provider's signed answer: believed only when everything about it is in order."""

from datetime import datetime
from uuid import UUID

from headrace.evidence import models
from headrace.evidence.queries.requests import requests_visible_to
from headrace.evidence.rules import compact, disclosures, finding, requests, signatures
from headrace.evidence.rules.finding import Expected, Statement
from headrace.evidence.rules.requests import RequestMove, RequestState
from headrace.evidence.services.asking import requests_of, tell_if_complete
from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.canonical import ALGORITHM, digest
from headrace.kit.errors import N_, NotFound, Refused
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.parties import queries as parties


class KeyUnknown(Refused):
    """No organisation has registered the key that the finding names."""

    message = N_("Nobody has registered the key that the finding names.")
    remedy = N_("Register the public key first, then sign with its private half.")

    def __init__(self) -> None:
        super().__init__(field="token")


class ProviderNotAccredited(Refused):
    """The provider's licence for this kind is not in force at this moment."""

    message = N_("The provider is not admitted as {role} at this moment.")
    remedy = N_("Wait until the admittance is in force again; the request stays open.")
    journalled = ("role",)

    def __init__(self, *, role: str) -> None:
        super().__init__(field="request_id", role=role)


@transaction
@once("evidence.answer_request")
def answer_request(*, key: UUID, by: Actor, at: datetime, request_id: UUID, token: str) -> UUID:
    """
    Take in a provider's finding as a compact SD-JWT; return the finding's id.

    Whatever is wrong with it is refused by name and journalled, and the request stays open. With
    the last required answer `evidence.requests.completed` is journalled, once.

    :param token: `<jws>~<disclosures>~`; queries.payload_to_sign gives the payload to sign
    :raises NotFound: no such request to the actor's organisation
    :raises rules.requests.RequestMoveRefused: answered or declined already
    :raises ProviderNotAccredited: suspended, expired or never admitted for this kind
    :raises rules.compact.TokenMalformed, rules.compact.HeaderRefused: not a finding's form
    :raises KeyUnknown, rules.signatures.SignatureInvalid: not signed by a registered key
    :raises rules.finding.IssuerMismatch, AnotherSubject, AnotherKind, AnotherRequest,
        IssuedInFuture, FindingExpired, LifeTooLong, PayloadMalformed: not this answer, not now
    :raises rules.disclosures.DisclosureRefused: disclosures that were not promised
    :raises rules.claims.ClaimMalformed: the claims do not fit the kind
    """
    row = _locked_with_its_neighbours(request_id, by)
    row.state = requests.after(RequestState(row.state), RequestMove.ANSWER).value
    role = requests.role_for(row.kind)
    if not parties.admitted(by.organisation_id, role, at=at):
        raise ProviderNotAccredited(role=role)
    parsed = compact.parse(token)
    said = _believed(parsed, row, by, at)
    row.answered_at = at
    row.save(update_fields=["state", "answered_at"])
    stored = _store(row, parsed, said, token, by, at)
    _tell(stored, by, at)
    if row.required:
        subject = Subject(row.subject_kind, row.subject_id)
        tell_if_complete(subject, row.enterprise_id, by=by, at=at)
    return stored.id


def _locked_with_its_neighbours(request_id: UUID, by: Actor) -> models.ServiceRequest:
    """Lock every request of the subject: two last answers at once cannot miss each other."""
    own = requests_visible_to(by).filter(provider_id=by.organisation_id, pk=request_id)
    address = own.values_list("subject_kind", "subject_id").first()
    if address is None:
        raise NotFound(field="request_id")
    locked = requests_of(Subject(*address)).select_for_update().order_by("id")
    return next(row for row in locked if row.id == request_id)


def _believed(
    parsed: compact.Compact, row: models.ServiceRequest, by: Actor, at: datetime
) -> Statement:
    """The signature goes first: nothing unsigned is looked at any closer."""
    try:
        signer_id, public_jwk = parties.verification_key(parsed.kid, at=at)
    except NotFound:
        raise KeyUnknown from None
    if not signatures.is_good(parsed.jws, public_jwk):
        raise signatures.SignatureInvalid
    expected = Expected(row.id, by.organisation_id, row.enterprise_id, row.kind)
    finding.check_meant(parsed.payload, expected, signer_id=signer_id, at=at)
    opened = disclosures.disclosed(parsed.payload, parsed.disclosures)
    return finding.read(opened, kind=row.kind)


def _store(
    row: models.ServiceRequest,
    parsed: compact.Compact,
    said: Statement,
    token: str,
    by: Actor,
    at: datetime,
) -> models.Finding:
    return models.Finding.objects.create(
        created_at=at,
        request=row,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        enterprise_id=row.enterprise_id,
        kind=row.kind,
        issuer_id=by.organisation_id,
        key_thumbprint=parsed.kid,
        issued_at=said.issued_at,
        expires_at=said.expires_at,
        claims=said.claims,
        method=said.method,
        confidence=said.confidence,
        evidence_hashes=list(said.evidence),
        token=token,
        token_hash=digest(token.encode()),
        hash_algorithm=ALGORITHM,
    )


def _tell(row: models.Finding, by: Actor, at: datetime) -> None:
    journal.record(
        "evidence.finding.accepted",
        subject=Subject(row.subject_kind, row.subject_id),
        about=row.enterprise_id,
        by=by,
        at=at,
        facts={
            "finding": row.id,
            "request": row.request_id,
            "kind": row.kind,
            "issuer": row.issuer_id,
            "token_hash": bytes(row.token_hash).hex(),
            "expires_at": row.expires_at.isoformat(),
        },
    )
