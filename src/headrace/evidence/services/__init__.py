"""Verbs and steps of evidence, and the refusals that a caller may want to name."""

from headrace.evidence.rules.claims import ClaimMalformed, FindingKindUnknown
from headrace.evidence.rules.compact import HeaderRefused, TokenMalformed
from headrace.evidence.rules.consent import (
    ConsentMoveRefused,
    DataKindsUnknown,
    LifeOutOfBounds,
    RangeReversed,
)
from headrace.evidence.rules.disclosures import DisclosureRefused
from headrace.evidence.rules.finding import (
    AnotherKind,
    AnotherRequest,
    AnotherSubject,
    FindingExpired,
    IssuedInFuture,
    IssuerMismatch,
    LifeTooLong,
    PayloadMalformed,
)
from headrace.evidence.rules.problems import EnvelopeTooLarge
from headrace.evidence.rules.requests import ProviderNotEligible, RequestMoveRefused
from headrace.evidence.rules.signatures import SignatureInvalid
from headrace.evidence.services.answers import (
    KeyUnknown,
    ProviderNotAccredited,
    answer_request,
)
from headrace.evidence.services.asking import assign_waiting, mark_late, open_requests
from headrace.evidence.services.consent_moves import (
    approve_consent,
    expire_consents,
    pause_consent,
    resume_consent,
    revoke_consent,
)
from headrace.evidence.services.consents import grant_consent, request_consent
from headrace.evidence.services.desk import (
    accept_request,
    choose_provider,
    decline_request,
    start_request,
)
from headrace.evidence.services.disputes import contest_finding, revoke_finding, uphold_finding
from headrace.evidence.services.ingest import ItemRefusal, Receipt, ingest, ingest_bulk
from headrace.evidence.services.rounds import daily_round

__all__ = [
    "AnotherKind",
    "AnotherRequest",
    "AnotherSubject",
    "ClaimMalformed",
    "ConsentMoveRefused",
    "DataKindsUnknown",
    "DisclosureRefused",
    "EnvelopeTooLarge",
    "FindingExpired",
    "FindingKindUnknown",
    "HeaderRefused",
    "IssuedInFuture",
    "IssuerMismatch",
    "ItemRefusal",
    "KeyUnknown",
    "LifeOutOfBounds",
    "LifeTooLong",
    "PayloadMalformed",
    "ProviderNotAccredited",
    "ProviderNotEligible",
    "RangeReversed",
    "Receipt",
    "RequestMoveRefused",
    "SignatureInvalid",
    "TokenMalformed",
    "accept_request",
    "answer_request",
    "approve_consent",
    "assign_waiting",
    "choose_provider",
    "contest_finding",
    "daily_round",
    "decline_request",
    "expire_consents",
    "grant_consent",
    "ingest",
    "ingest_bulk",
    "mark_late",
    "open_requests",
    "pause_consent",
    "request_consent",
    "resume_consent",
    "revoke_consent",
    "revoke_finding",
    "start_request",
    "uphold_finding",
]
