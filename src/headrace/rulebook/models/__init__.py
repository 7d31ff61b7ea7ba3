"""Rows of the rulebook, by subject; private to the package."""

from headrace.rulebook.models.dated import Dated, State, Status
from headrace.rulebook.models.decision import RuleDecision, Verdict
from headrace.rulebook.models.rule import Pack, Rule, Severity
from headrace.rulebook.models.series import SeriesPoint

__all__ = [
    "Dated",
    "Pack",
    "Rule",
    "RuleDecision",
    "SeriesPoint",
    "Severity",
    "State",
    "Status",
    "Verdict",
]
