"""What the supervisor's pages show: plain values, filled from queries by the views."""

from headrace.portals.supervisor.pages.alerts import AlertPage, AlertRow, AlertsPage
from headrace.portals.supervisor.pages.audit import AuditPage, AuditRow, FeedRow
from headrace.portals.supervisor.pages.console import ConsolePage, DecisionRow, KeyFigure
from headrace.portals.supervisor.pages.freeze import FreezePage, OrderRow
from headrace.portals.supervisor.pages.rules import PackRules, RuleRow, RulesPage

__all__ = [
    "AlertPage",
    "AlertRow",
    "AlertsPage",
    "AuditPage",
    "AuditRow",
    "ConsolePage",
    "DecisionRow",
    "FeedRow",
    "FreezePage",
    "KeyFigure",
    "OrderRow",
    "PackRules",
    "RuleRow",
    "RulesPage",
]
