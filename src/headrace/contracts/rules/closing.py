"""The close of a day: days are closed in order, each once."""

from datetime import date

from headrace.kit.errors import N_, Refused

SERIOUS_DAYS = 30
"""Beyond so many days past due a loan counts as seriously late (the supervisor's heat map)."""


class DayAlreadyPast(Refused):
    """A later day was closed before; counting back would make late loans look younger."""

    message = N_("{last} is closed; {asked} lies before it.")
    remedy = N_("Close days in order.")

    def __init__(self, *, last: date, asked: date) -> None:
        super().__init__(field="on", last=last.isoformat(), asked=asked.isoformat())


def check_order(*, asked: date, last: date | None) -> None:
    """
    Let a day be closed that follows the last closed one; gaps are allowed.

    :raises DayAlreadyPast: a later day was closed
    """
    if last is not None and asked < last:
        raise DayAlreadyPast(last=last, asked=asked)


def becomes_serious(*, before: int, after: int) -> bool:
    """Say whether a loan passed the mark of 30 days past due between two closes."""
    return before <= SERIOUS_DAYS < after
