"""Due dates that fall on a day without business, and where they move to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tenor.dates import DateError, add_days

_SATURDAY, _SUNDAY = 5, 6
_WEEK = 7
# A run of days without business longer than this is a mistake of the calendar.
_LONGEST_REST = 366


class NoBusinessDay(DateError):
    """A calendar on which no day of a whole year is one of business."""


class UnknownWeekday(DateError):
    """A weekday that is not from 0, Monday, to 6, Sunday."""


class Roll(StrEnum):
    """Where a due date goes that falls on a day without business."""

    NONE = "none"
    FOLLOWING = "following"
    MODIFIED_FOLLOWING = "modified_following"
    PRECEDING = "preceding"


@dataclass(frozen=True, slots=True)
class Calendar:
    """
    The days without business: given by the caller, since they are decreed year by year.

    :param holidays: days off, weekends not needed
    :param working: days on which business is made up for, though they fall on a weekend
    :param weekend: weekdays without business, 0 is Monday
    :raises UnknownWeekday: see there

    >>> Calendar(working=frozenset({date(2026, 2, 14)})).is_business(date(2026, 2, 14))
    True
    """

    holidays: Collection[date] = frozenset()
    working: Collection[date] = frozenset()
    weekend: Collection[int] = frozenset({_SATURDAY, _SUNDAY})

    def __post_init__(self) -> None:
        if any(day not in range(_WEEK) for day in self.weekend):
            raise UnknownWeekday(f"{sorted(self.weekend)} are not weekdays from 0 to 6")

    def is_business(self, day: date) -> bool:
        """Tell whether `day` is one of business."""
        if day in self.working:
            return True
        return day not in self.holidays and day.weekday() not in self.weekend

    def _next(self, day: date, step: int) -> date:
        for count in range(_LONGEST_REST):
            found = add_days(day, step * count)
            if self.is_business(found):
                return found
        raise NoBusinessDay(f"no day of business within a year of {day}")

    def rolled(self, day: date, roll: Roll) -> date:
        """
        Return the day of business that `day` moves to.

        Modified following stays in the month: the last day of business before, if need be.

        :raises NoBusinessDay: see there
        Source: ISDA 2006 Definitions, section 4.12.

        >>> saturday = date(2026, 1, 31)
        >>> [Calendar().rolled(saturday, roll).day for roll in Roll]
        [31, 2, 30, 30]
        """
        if roll is Roll.NONE:
            return day
        if roll is Roll.PRECEDING:
            return self._next(day, -1)
        later = self._next(day, 1)
        if roll is Roll.MODIFIED_FOLLOWING and later.month != day.month:
            return self._next(day, -1)
        return later
