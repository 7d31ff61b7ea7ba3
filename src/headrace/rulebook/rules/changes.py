"""Who may change a rule, and from which day."""

from datetime import date
from uuid import UUID

from headrace.kit.errors import N_, NotAdmitted, Refused

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
