"""What speaks against a file: likenesses to other requests, contested findings."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from headrace.credit import queries as credit
from headrace.evidence import queries as evidence
from headrace.market import models


@dataclass(frozen=True, slots=True)
class LikenessView:
    """Another demand that this one resembles, in millionths."""

    demand_id: UUID
    reference: str
    same_firm: bool
    kind: str
    likeness_ppm: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that stands open above the decision: a stable code and what it is about."""

    code: str
    about: str


def likenesses_of(row: models.Demand) -> tuple[LikenessView, ...]:
    """Return the demands that one resembles, the closest first, in one query."""
    flagged = row.likenesses.select_related("other").order_by("-likeness_ppm", "id")
    return tuple(
        LikenessView(
            demand_id=each.other_id,
            reference=each.other.reference_number,
            same_firm=each.other.enterprise_id == row.enterprise_id,
            kind=each.kind,
            likeness_ppm=each.likeness_ppm,
        )
        for each in flagged
    )


def doubts_of(
    requests: Iterable[evidence.RequestView],
    findings: Iterable[evidence.FindingView],
    likenesses: Iterable[LikenessView],
    score: credit.ScoreView | None,
) -> tuple[Doubt, ...]:
    """Return what stands open, so that no decision is taken without it in sight."""
    found = [
        Doubt("answer_late", each.kind)
        for each in requests
        if each.late and each.answered_at is None
    ]
    found += [Doubt(f"finding_{each.state}", each.kind) for each in findings if _is_open(each)]
    found += [Doubt(f"like_{each.kind}", each.reference) for each in likenesses]
    if score is None:
        found.append(Doubt("no_grade_yet", ""))
    elif score.limit.minor == 0:
        found.append(Doubt("no_limit_proven", score.grade))
    return tuple(found)


def _is_open(finding: evidence.FindingView) -> bool:
    return finding.state != "valid" or not finding.signature_valid
