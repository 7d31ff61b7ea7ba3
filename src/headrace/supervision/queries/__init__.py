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
    freeze_orders,
)
from headrace.supervision.rules.figures import Bin, HeatCell, Histogram

__all__ = [
    "AlertView",
    "AuditEntry",
    "AuditPage",
    "AuditReport",
    "BadPlace",
    "Bin",
    "CaseView",
    "Console",
    "Flows",
    "FreezeOrderView",
    "HeatCell",
    "Histogram",
    "alert",
    "alerts",
    "audit_feed",
    "cases",
    "console",
    "freeze_orders",
    "verify_audit",
]
