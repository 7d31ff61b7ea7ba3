"""The rulebook's verbs and steps, and the refusals they raise."""

from headrace.rulebook.rules import (
    ChangesThePast,
    DaysOverlap,
    DraftIncomplete,
    NotCentral,
    NotProposed,
    PackConflicts,
    PackFileChanged,
    PointExists,
    RuleDraft,
    SamePerson,
)
from headrace.rulebook.services.changes import (
    approve_rule,
    propose_rule,
    refuse_rule,
)
from headrace.rulebook.services.decisions import decide
from headrace.rulebook.services.figures import approve_series_point, propose_series_point
from headrace.rulebook.services.shipping import load_packs

__all__ = [
    "ChangesThePast",
    "DaysOverlap",
    "DraftIncomplete",
    "NotCentral",
    "NotProposed",
    "PackConflicts",
    "PackFileChanged",
    "PointExists",
    "RuleDraft",
    "SamePerson",
    "approve_rule",
    "approve_series_point",
    "decide",
    "load_packs",
    "propose_rule",
    "propose_series_point",
    "refuse_rule",
]
