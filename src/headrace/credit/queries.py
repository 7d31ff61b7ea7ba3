"""Reads of credit decisions, and indicative grades from the register alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from tenor.money import Money

from headrace.credit import gathering, library, models
from headrace.credit.rules import scoring
from headrace.credit.rules.scoring import Assessment, Evidence, Narrowing, Reason, Rung
from headrace.kit.canonical import digest
from headrace.kit.errors import NotFound
from headrace.kit.subjects import Subject

__all__ = ["Narrowing", "Reason", "Rung"]

_PPM = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class ScoreView:
    """
    A decided score; `grade_low` is the worse end of the band, `grade_high` the better.

    `pd` and its ends are fractions a year; `label_en` says how the scorecard came to be.
    """

    id: UUID
    enterprise_id: UUID
    subject: Subject
    grade: str
    grade_low: str
    grade_high: str
    points: int
    width: int
    pd: Decimal
    pd_low: Decimal
    pd_high: Decimal
    limit: Money
    reasons: tuple[Reason, ...]
    rungs: tuple[Rung, ...]
    next_evidence: tuple[Narrowing, ...]
    features: Mapping[str, Any]
    sales_weeks: tuple[int, ...]
    finding_ids: tuple[str, ...]
    findings_done: int
    findings_required: int
    scorecard: str
    label_en: str
    label_zh: str
    inputs_digest: str
    decided_at: datetime


def score_for(subject: Subject) -> ScoreView | None:
    """Return the latest score of a subject, or None while there is none."""
    return scores_for([subject]).get(subject)


def scores_for(subjects: Iterable[Subject]) -> Mapping[Subject, ScoreView]:
    """Return the latest score of each subject that has one, in one query."""
    wanted = list(subjects)
    rows = (
        models.Score.objects.filter(
            subject_kind__in={each.kind for each in wanted},
            subject_id__in=[each.id for each in wanted],
        )
        .select_related("snapshot")
        .order_by("subject_kind", "subject_id", "-id")
        .distinct("subject_kind", "subject_id")
    )
    views = (_view(each) for each in rows)
    return {each.subject: each for each in views if each.subject in wanted}


def latest_score(enterprise_id: UUID) -> ScoreView | None:
    """Return a firm's latest score on whatever subject, or None."""
    rows = models.Score.objects.filter(enterprise_id=enterprise_id).select_related("snapshot")
    row = rows.order_by("-id").first()
    return _view(row) if row else None


def ladder(subject: Subject) -> tuple[Rung, ...]:
    """Return how the band narrowed, rung by rung; nothing while there is no score."""
    score = score_for(subject)
    return score.rungs if score else ()


def indicative(*, size_class: str | None, staff: int | None) -> Assessment:
    """
    Return what the register alone says of a firm, before any paper is shown.

    Pure: nothing is read and nothing is stored. Its limit is nought, because nothing is proven.
    """
    return scoring.assess(library.current(), Evidence({"size_class": size_class, "staff": staff}))


def grades() -> tuple[str, ...]:
    """Return the grades of the scale in force, the best first."""
    return tuple(each.name for each in library.current().grades)


def replays_identically(score_id: UUID) -> bool:
    """
    Score the stored inputs again and say whether points, grades, limit and reasons are the same.

    False also when inputs or scorecard no longer have the hash that was stored with them.
    :raises NotFound: there is no such score
    """
    row = models.Score.objects.select_related("snapshot").filter(pk=score_id).first()
    if row is None:
        raise NotFound(field="score_id")
    inputs = row.snapshot.values
    if digest(inputs) != bytes(row.snapshot.digest):
        return False
    if library.fingerprint(row.scorecard) != bytes(row.scorecard_digest):
        return False
    again = scoring.assess(library.by_name(row.scorecard), gathering.from_data(inputs).evidence)
    return again == _assessment(row)


def _assessment(row: models.Score) -> Assessment:
    return Assessment(
        points=row.points,
        width=row.width,
        grade=row.grade,
        grade_low=row.grade_low,
        grade_high=row.grade_high,
        pd_ppm=row.pd_ppm,
        pd_low_ppm=row.pd_low_ppm,
        pd_high_ppm=row.pd_high_ppm,
        limit_minor=row.limit_minor,
        reasons=tuple(Reason(**each) for each in row.reasons),
        rungs=tuple(Rung(**each) for each in row.rungs),
        next_evidence=tuple(Narrowing(**each) for each in row.next_evidence),
    )


def _view(row: models.Score) -> ScoreView:
    gathered, decided = gathering.from_data(row.snapshot.values), _assessment(row)
    label = library.by_name(row.scorecard).label
    return ScoreView(
        id=row.id,
        enterprise_id=row.enterprise_id,
        subject=Subject(row.subject_kind, row.subject_id),
        grade=row.grade,
        grade_low=row.grade_low,
        grade_high=row.grade_high,
        points=row.points,
        width=row.width,
        pd=row.pd_ppm / _PPM,
        pd_low=row.pd_low_ppm / _PPM,
        pd_high=row.pd_high_ppm / _PPM,
        limit=Money.from_minor(row.limit_minor, row.currency),
        reasons=decided.reasons,
        rungs=decided.rungs,
        next_evidence=decided.next_evidence,
        features=gathered.evidence.facts,
        sales_weeks=gathered.sales_weeks_minor,
        finding_ids=gathered.finding_ids,
        findings_done=gathered.evidence.findings_done,
        findings_required=gathered.evidence.findings_required,
        scorecard=row.scorecard,
        label_en=label.en,
        label_zh=label.zh,
        inputs_digest=bytes(row.snapshot.digest).hex(),
        decided_at=row.created_at,
    )
