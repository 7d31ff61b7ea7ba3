"""New figures of a series: proposed by one person, approved by another."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from headrace.kit import journal
from headrace.kit.actors import CHECKER, MAKER, Actor
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.rulebook import models, rules
from headrace.rulebook.services import four_eyes


@transaction
@once("rulebook.propose_series_point")
def propose_series_point(
    *, key: UUID, by: Actor, series: str, on: date, value: Decimal, source: str, at: datetime
) -> UUID:
    """
    Propose a newly published figure, such as a loan prime rate; a rate is a fraction a year.

    :raises PointExists: the series has a figure for that day
    """
    four_eyes.check_office(by, MAKER)
    _check_free(series, on)
    row = models.SeriesPoint.objects.create(
        series=series,
        on=on,
        value=value,
        source=source,
        status=models.Status.SOURCED,
        state=models.State.PROPOSED,
        proposed_by=by.person_id,
        created_at=at,
    )
    _tell("rulebook.series_point.proposed", row, by, at)
    return row.id


@transaction
@once("rulebook.approve_series_point")
def approve_series_point(*, key: UUID, by: Actor, point_id: UUID, at: datetime) -> UUID:
    """
    Put a proposed figure in force from its day.

    :raises SamePerson: the proposer cannot approve
    :raises PointExists: another figure for that day was approved meanwhile
    """
    four_eyes.check_office(by, CHECKER)
    row = models.SeriesPoint.objects.select_for_update().filter(pk=point_id).first()
    if row is None:
        raise NotFound
    four_eyes.check_waits(row)
    rules.check_second_person(proposed_by=row.proposed_by, decides=by.person_id)
    _check_free(row.series, row.on)
    four_eyes.decided(row, models.State.IN_FORCE, by, at)
    _tell("rulebook.series_point.approved", row, by, at)
    return row.id


def _check_free(series: str, on: date) -> None:
    taken = models.SeriesPoint.objects.filter(series=series, on=on, state=models.State.IN_FORCE)
    if taken.exists():
        raise rules.PointExists(series=series, on=on)


def _tell(kind: str, row: models.SeriesPoint, by: Actor, at: datetime) -> None:
    facts = {"series": row.series, "on": row.on.isoformat(), "value": format(row.value, "f")}
    journal.record(
        kind,
        subject=Subject("series_point", row.id),
        about=by.organisation_id,
        by=by,
        at=at,
        facts=facts,
    )
