"""Who may change a rule, and from which day."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from headrace.kit.errors import N_, Malformed, NotAdmitted, Refused
from headrace.rulebook.rules.pack_file import RuleDraft

STATUSES = frozenset({"S", "M"})
SEVERITIES = frozenset({"block", "warn", "report"})
MOST_KEY = 80

WHOLE_COUNTRY = "000000"
"""The district code of central government (GB/T 2260 has no zero province)."""


class NotCentral(NotAdmitted):
    """Law for the whole country is entered by central government only."""

    message = N_("Only central government changes rules; this office is of district {district}.")
    remedy = N_("Send the proposal to the policy maker of central government.")

    def __init__(self, *, district: str) -> None:
        super().__init__(district=district)


class SamePerson(Refused):
    """A second person must agree to a change of rules."""

    message = N_("You proposed this change; a second person must agree to it.")
    remedy = N_("Ask another checker of your office.")


class NotProposed(Refused):
    """The proposal was decided already."""

    message = N_("This proposal was decided already: it is {state}.")
    remedy = N_("Propose the change anew.")

    def __init__(self, *, state: str) -> None:
        super().__init__(state=state)


class ChangesThePast(Refused):
    """A rule cannot begin on a day that has passed: decisions were taken under the old one."""

    message = N_("The rule would begin on {valid_from}, before {today}.")
    remedy = N_("Let it begin today or later.")

    def __init__(self, *, valid_from: date, today: date) -> None:
        super().__init__(
            field="valid_from", valid_from=valid_from.isoformat(), today=today.isoformat()
        )


class DaysOverlap(Refused):
    """Two rules of one key and scope would hold on the same day."""

    message = N_("Another rule for {key} begins on {valid_from}; the days would overlap.")
    remedy = N_("Let the change end before that day, or change that rule.")

    def __init__(self, *, key: str, valid_from: date) -> None:
        super().__init__(field="valid_to", key=key, valid_from=valid_from.isoformat())


class DraftIncomplete(Malformed):
    """A rule lacks something, or holds what no rule can."""

    message = N_("This part of the rule is missing or impossible: {part}.")
    remedy = N_("Every rule needs a key, a source, its text in both tongues, and days in order.")

    def __init__(self, *, part: str) -> None:
        super().__init__(field=part, part=part)


class PointExists(Refused):
    """The series has a figure for that day."""

    message = N_("{series} has a figure for {on} already.")
    remedy = N_("Check the day of publication.")

    def __init__(self, *, series: str, on: date) -> None:
        super().__init__(field="on", series=series, on=on.isoformat())


def check_second_person(*, proposed_by: UUID | None, decides: UUID | None) -> None:
    """Refuse a decision by the proposer, or by no person at all."""
    if decides is None or decides == proposed_by:
        raise SamePerson


def check_central(district: str) -> None:
    """Let pass only an office for the whole country."""
    if district != WHOLE_COUNTRY:
        raise NotCentral(district=district)


def check_begins_in_time(*, valid_from: date, today: date) -> None:
    """Refuse a rule that would begin before today."""
    if valid_from < today:
        raise ChangesThePast(valid_from=valid_from, today=today)


def check_draft(draft: RuleDraft) -> None:
    """Refuse a rule without key, source or text, of unknown mark or weight, or ending too early."""
    sound = {
        "rule_key": bool(draft.rule_key.strip()) and len(draft.rule_key) <= MOST_KEY,
        "source": bool(draft.source.strip()),
        "text_en": bool(draft.text_en.strip()),
        "text_zh": bool(draft.text_zh.strip()),
        "status": draft.status in STATUSES,
        "severity": draft.severity in SEVERITIES,
        "valid_to": draft.valid_to is None or draft.valid_to > draft.valid_from,
        "value": not holds_float(draft.value),
    }
    for part, is_sound in sound.items():
        if not is_sound:
            raise DraftIncomplete(part=part)


def holds_float(value: object) -> bool:
    """Say whether a value has a binary fraction in it; rates are decimal texts."""
    if isinstance(value, Mapping):
        return any(holds_float(each) for each in value.values())
    if isinstance(value, list | tuple):
        return any(holds_float(each) for each in value)
    return isinstance(value, float)
