"""Reads of evidence."""

from headrace.evidence.queries.consents import ConsentView, consent, consents_of
from headrace.evidence.queries.events import EventView, received_count, recent_events
from headrace.evidence.queries.findings import FindingView, findings_for, valid_findings
from headrace.evidence.queries.issued import (
    IssuedView,
    TurnView,
    issued_by,
    issued_for,
    shown_to,
)
from headrace.evidence.queries.payloads import payload_to_sign
from headrace.evidence.queries.requests import (
    RequestView,
    completeness,
    request,
    requests_for,
    requests_of_provider,
)
from headrace.evidence.queries.totals import (
    DaySales,
    DayTotal,
    PartnerShare,
    daily_sales,
    invoice_aggregates,
    top_counterparty_shares,
)
from headrace.evidence.rules.claims import GRADES

__all__ = [
    "GRADES",
    "ConsentView",
    "DaySales",
    "DayTotal",
    "EventView",
    "FindingView",
    "IssuedView",
    "PartnerShare",
    "RequestView",
    "TurnView",
    "completeness",
    "consent",
    "consents_of",
    "daily_sales",
    "findings_for",
    "invoice_aggregates",
    "issued_by",
    "issued_for",
    "payload_to_sign",
    "received_count",
    "recent_events",
    "request",
    "requests_for",
    "requests_of_provider",
    "shown_to",
    "top_counterparty_shares",
    "valid_findings",
]
