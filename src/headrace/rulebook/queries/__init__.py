"""Reads of the rulebook: which rule, which value, on which date, from which source."""

from headrace.rulebook.queries.ceilings import Ceiling, cost_ceiling
from headrace.rulebook.queries.decisions import DecisionView, decisions
from headrace.rulebook.queries.packs import PackView, pack_in_force, packs
from headrace.rulebook.queries.requests_required import service_requests_required
from headrace.rulebook.queries.rules_in_force import (
    Proposal,
    RuleAnswer,
    look_up,
    open_rules,
    proposals,
    scopes_of,
)
from headrace.rulebook.queries.series import SeriesPoint, series_points, series_value
from headrace.rulebook.rules import RequiredRequest, RuleNotFound

__all__ = [
    "Ceiling",
    "DecisionView",
    "PackView",
    "Proposal",
    "RequiredRequest",
    "RuleAnswer",
    "RuleNotFound",
    "SeriesPoint",
    "cost_ceiling",
    "decisions",
    "look_up",
    "open_rules",
    "pack_in_force",
    "packs",
    "proposals",
    "scopes_of",
    "series_points",
    "series_value",
    "service_requests_required",
]
