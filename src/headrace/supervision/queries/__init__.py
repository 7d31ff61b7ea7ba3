"""The reads of supervision. Other packages import them from here."""

from headrace.supervision.queries.audit import (
    AuditEntry,
    AuditPage,
    AuditReport,
    BadPlace,
    audit_feed,
    verify_audit,
)
from headrace.supervision.queries.console import Console, Flows, console
from headrace.supervision.queries.desk import (
    AlertView,
    CaseView,
    FreezeOrderView,
    alert,
    alerts,
    cases,
    freeze_order,
    freeze_orders,
)
from headrace.supervision.queries.parties import Found, find_parties, overseen_party
from headrace.supervision.queries.trail import AuditStretch, audit_trail
from headrace.supervision.rules.figures import Bin, HeatCell, Histogram

__all__ = [
    "AlertView",
    "AuditEntry",
    "AuditPage",
    "AuditReport",
    "AuditStretch",
    "BadPlace",
    "Bin",
    "CaseView",
    "Console",
    "Flows",
    "Found",
    "FreezeOrderView",
    "HeatCell",
    "Histogram",
    "alert",
    "alerts",
    "audit_feed",
    "audit_trail",
    "cases",
    "console",
    "find_parties",
    "freeze_order",
    "freeze_orders",
    "overseen_party",
    "verify_audit",
]
