"""Published figures, such as a reference rate, by day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from headrace.rulebook import models
from headrace.rulebook.rules import RuleNotFound


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """A published figure, in force since `on`; a rate is a fraction a year."""

    series: str
    on: date
    value: Decimal
    source: str
    status: str


def series_value(series: str, *, on: date) -> SeriesPoint:
    """
    Return the figure in force on a day: the last one published on or before it.

    :raises RuleNotFound: the series begins later
    """
    row = _points(series).filter(on__lte=on).order_by("-on").first()
    if row is None:
        raise RuleNotFound(key=series, on=on)
    return _point(row)


def series_points(series: str) -> tuple[SeriesPoint, ...]:
    """Return all figures of a series, oldest first."""
    return tuple(_point(each) for each in _points(series).order_by("on"))


def _points(series: str) -> QuerySet[models.SeriesPoint]:
    return models.SeriesPoint.objects.filter(series=series, state=models.State.IN_FORCE)


def _point(row: models.SeriesPoint) -> SeriesPoint:
    return SeriesPoint(row.series, row.on, row.value, row.source, row.status)
