"""A refusal is news for the supervisor: who tried what, and which rule said no."""

from datetime import datetime

from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.errors import CentreError
from headrace.kit.subjects import Subject


def record(*, verb: str, by: Actor, at: datetime, error: CentreError) -> None:
    """Write `kit.refused`: the verb, the problem's code and the facts it allows to be kept."""
    person_or_firm = by.person_id or by.organisation_id
    journal.record(
        "kit.refused",
        subject=Subject("person" if by.person_id else "organisation", person_or_firm),
        about=by.organisation_id,
        by=by,
        at=at,
        facts={"verb": verb, "problem": error.code(), "field": error.field, **_kept(error)},
    )


def _kept(error: CentreError) -> dict[str, str]:
    """Only the facts that the error names in `journalled`: messages may hold personal data."""
    return {name: str(error.facts[name]) for name in error.journalled if name in error.facts}
