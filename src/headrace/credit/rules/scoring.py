"""From facts to points, grade, band, limit and reasons; the same facts always give the same."""

from collections.abc import Mapping
from dataclasses import dataclass

from headrace.credit.rules.scorecard import Scorecard, Sentence, Value

RUNGS = ("register", "invoices", "findings")
MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    Everything a score rests on.

    :param facts: by the names of the scorecard; None or absent is *not known*
    :param findings_done: valid findings received, of `findings_required` that were asked for
    :param debts_minor: debts elsewhere as the credit history finding states them
    """

    facts: Mapping[str, Value]
    findings_done: int = 0
    findings_required: int = 0
    debts_minor: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the grade is no better; `points` is what the best answer would add."""

    code: str
    text_en: str
    text_zh: str
    points: int


@dataclass(frozen=True, slots=True)
class Rung:
    """What was known after one step of the evidence ladder; widths in points."""

    name: str
    reached: bool
    points: int
    width: int
    grade: str
    grade_low: str
    grade_high: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A piece of evidence still outstanding and the points it would take off the band."""

    rung: str
    points: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """A firm's grade with its doubt: `grade_low` is the worse end, `grade_high` the better."""

    points: int
    width: int
    grade: str
    grade_low: str
    grade_high: str
    pd_ppm: int
    pd_low_ppm: int
    pd_high_ppm: int
    limit_minor: int
    reasons: tuple[Reason, ...]
    rungs: tuple[Rung, ...]
    next_evidence: tuple[Narrowing, ...]


def assess(card: Scorecard, evidence: Evidence) -> Assessment:
    """Return what the scorecard makes of the evidence."""
    rungs = ladder(card, evidence)
    last = rungs[-1]
    grades = {each.name: each for each in card.grades}
    return Assessment(
        points=last.points,
        width=last.width,
        grade=last.grade,
        grade_low=last.grade_low,
        grade_high=last.grade_high,
        pd_ppm=grades[last.grade].pd_ppm,
        pd_low_ppm=grades[last.grade_high].pd_ppm,
        pd_high_ppm=grades[last.grade_low].pd_ppm,
        limit_minor=limit_minor(card, evidence, grade=last.grade),
        reasons=reasons(card, evidence),
        rungs=rungs,
        next_evidence=next_evidence(card, evidence),
    )


def ladder(card: Scorecard, evidence: Evidence) -> tuple[Rung, ...]:
    """Return one rung for each step of evidence, each with all that came before it."""
    return tuple(_rung(card, evidence, RUNGS[: place + 1]) for place in range(len(RUNGS)))


def points(card: Scorecard, facts: Mapping[str, Value]) -> int:
    """Return the sum of points; what is not known counts as each characteristic says."""
    answers = (each.points(facts.get(each.name)) for each in card.characteristics)
    return card.base + sum(answers)


def band_width(card: Scorecard, evidence: Evidence, rungs: tuple[str, ...] = RUNGS) -> int:
    """Return the doubt in points each way; more evidence never widens it."""
    narrowed = sum(_narrowed(card, evidence, each) for each in rungs)
    return max(card.band.floor, card.band.start - narrowed)


def limit_minor(card: Scorecard, evidence: Evidence, *, grade: str) -> int:
    """
    Return the most the firm can bear on this evidence, in whole steps of minor units.

    Share of the last year's proven sales, times the grade's factor, less debts elsewhere; nothing
    proven gives nothing.
    """
    sales = evidence.facts.get("sales_minor")
    if not isinstance(sales, int):
        return 0
    factor = card.grades[card.rank(grade)].limit_factor_ppm
    bearable = sales * card.limit.sales_share_ppm * factor // 10**12 - evidence.debts_minor
    within = max(0, min(bearable, card.limit.most_minor))
    return within - within % card.limit.step_minor


def reasons(card: Scorecard, evidence: Evidence) -> tuple[Reason, ...]:
    """
    Return one to four reasons, the weightiest first; capping facts stand before all others.

    Flipping a named factor to its best answer adds exactly the points that the reason states.
    """
    capped = [
        _said(each.code, each.says, 0)
        for each in card.caps
        if evidence.facts.get(each.fact) == each.value
    ]
    lowered = []
    for each in card.characteristics:
        value = evidence.facts.get(each.name)
        lost = each.best - each.points(value)
        if lost > 0 and not (each.optional and value is None):
            says = each.unknown if value is None else each.lowers
            code = f"{each.code}-unknown" if value is None else each.code
            lowered.append(_said(code, says, lost))
    lowered.sort(key=lambda each: (-each.points, each.code))
    found = (capped + lowered)[:MOST_REASONS]
    return tuple(found) or (_said("R00", card.all_well, 0),)


def next_evidence(card: Scorecard, evidence: Evidence) -> tuple[Narrowing, ...]:
    """Return what is still outstanding, the piece that would narrow the band most first."""
    whole = {"invoices": card.band.invoices, "findings": card.band.findings}
    left = [Narrowing(rung, most - _narrowed(card, evidence, rung)) for rung, most in whole.items()]
    return tuple(sorted((each for each in left if each.points > 0), key=lambda n: -n.points))


def _rung(card: Scorecard, evidence: Evidence, upto: tuple[str, ...]) -> Rung:
    used = {
        each.name: evidence.facts.get(each.name)
        for each in card.characteristics
        if each.rung in upto
    }
    total, width = points(card, used), band_width(card, evidence, upto)
    best = _best_allowed(card, evidence.facts) if upto == RUNGS else 0
    return Rung(
        name=upto[-1],
        reached=upto[-1] == "register" or _narrowed(card, evidence, upto[-1]) > 0,
        points=total,
        width=width,
        grade=_grade(card, total, best),
        grade_low=_grade(card, total - width, best),
        grade_high=_grade(card, total + width, best),
    )


def _grade(card: Scorecard, total: int, best: int) -> str:
    place = max(card.rank(card.grade_of(total).name), best)
    return card.grades[place].name


def _best_allowed(card: Scorecard, facts: Mapping[str, Value]) -> int:
    hits = [card.rank(each.grade) for each in card.caps if facts.get(each.fact) == each.value]
    return max(hits, default=0)


def _narrowed(card: Scorecard, evidence: Evidence, rung: str) -> int:
    if rung == "invoices":
        months = evidence.facts.get("history_months")
        full = card.band.invoices_full_months
        known = min(months, full) if isinstance(months, int) else 0
        return card.band.invoices * known // full
    if rung == "findings" and evidence.findings_required:
        done = min(evidence.findings_done, evidence.findings_required)
        return card.band.findings * done // evidence.findings_required
    return 0


def _said(code: str, says: Sentence, lost: int) -> Reason:
    return Reason(code, says.en, says.zh, lost)
