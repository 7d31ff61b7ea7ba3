"""Pure decisions of the rulebook, by subject."""

from headrace.rulebook.rules.answers import (
    RequiredRequest,
    RuleNotFound,
    ceiling_rate,
    most_specific,
    requests_required,
    scope_key,
)
from headrace.rulebook.rules.changes import (
    WHOLE_COUNTRY,
    ChangesThePast,
    DaysOverlap,
    DraftIncomplete,
    NotCentral,
    NotProposed,
    PointExists,
    SamePerson,
    check_begins_in_time,
    check_central,
    check_draft,
    check_second_person,
)
from headrace.rulebook.rules.pack_file import (
    PackConflicts,
    PackFile,
    PackFileChanged,
    PointDraft,
    RuleDraft,
    read_pack,
)

__all__ = [
    "WHOLE_COUNTRY",
    "ChangesThePast",
    "DaysOverlap",
    "DraftIncomplete",
    "NotCentral",
    "NotProposed",
    "PackConflicts",
    "PackFile",
    "PackFileChanged",
    "PointDraft",
    "PointExists",
    "RequiredRequest",
    "RuleDraft",
    "RuleNotFound",
    "SamePerson",
    "ceiling_rate",
    "check_begins_in_time",
    "check_central",
    "check_draft",
    "check_second_person",
    "most_specific",
    "read_pack",
    "requests_required",
    "scope_key",
]
