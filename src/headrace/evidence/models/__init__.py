"""Rows of evidence: private to this package; others hold ids."""

from headrace.evidence.models.consent import Consent
from headrace.evidence.models.events import BusinessEvent, DayTotal, EventKey, PartnerTotal
from headrace.evidence.models.findings import Finding, FindingTurn
from headrace.evidence.models.requests import ServiceRequest

__all__ = [
    "BusinessEvent",
    "Consent",
    "DayTotal",
    "EventKey",
    "Finding",
    "FindingTurn",
    "PartnerTotal",
    "ServiceRequest",
]
