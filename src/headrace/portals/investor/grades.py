"""A score as pictures and sentences: grade with band, the ladder that narrowed it."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headrace.credit.queries import Rung as ScoreRung
from headrace.credit.queries import ScoreView
from headrace.portals import codes
from headrace.portals.drawings.grade import GRADES, BandLadder, GradeBand, Rung
from headrace.portals.pieces import Fact, GradeSheet
from headrace.portals.templatetags.headrace import count

# Under three in a hundred a whole number of a hundred says too little.
_SELDOM: Final = Decimal("0.03")
_RUNGS: Final[Mapping[str, Promise]] = {
    "register": gettext_lazy("Public register, owner"),
    "invoices": gettext_lazy("+ tax invoices, live"),
}
_NEXT: Final[Mapping[str, Promise]] = {
    "register": gettext_lazy("next: the public register"),
    "invoices": gettext_lazy("next: a longer record of invoices"),
    "findings": gettext_lazy("next: findings still outstanding"),
}


def band(grade: str, better: str, worse: str) -> GradeBand:
    """
    Return a grade with its likely range on the scale of ten grades.

    The range is drawn from the better end of its best grade to the worse end of its worst: where
    in a grade a firm lies is more than the evidence tells.
    """
    words = {"grade": grade, "better": better, "worse": worse}
    sentence = (
        _("%(grade)s, as good as certain") % words
        if better == worse
        else _("%(grade)s, likely between %(better)s and %(worse)s") % words
    )
    place = GRADES.index(grade) + 0.5
    return GradeBand(grade, GRADES.index(better), place, GRADES.index(worse) + 1, sentence)


def sheet(score: ScoreView) -> GradeSheet:
    """Return the grade with its band and how often such firms default."""
    of = 100 if score.pd >= _SELDOM else 1000
    few, many, most = (_of(each, of) for each in (score.pd_low, score.pd, score.pd_high))
    between = _("between %(better)s and %(worse)s") % {
        "better": score.grade_high,
        "worse": score.grade_low,
    }
    return GradeSheet(
        band=band(score.grade, score.grade_high, score.grade_low),
        between=between if score.grade_high != score.grade_low else "",
        sentence=_("%(many)s of %(of)s such firms default") % {"many": many, "of": count(of)},
        range=_("within a year; %(few)s to %(most)s") % {"few": few, "most": most},
        note=_("Scorecard: %(label)s")
        % {"label": codes.in_language(score.label_en, score.label_zh)},
    )


def ladder(score: ScoreView) -> BandLadder:
    """Return the band after each step of evidence, and what the next one could do."""
    reached = [each for each in score.rungs if each.reached]
    drawn = [_rung(each, score, newest=each is reached[-1]) for each in reached]
    return BandLadder(
        tuple(drawn + _possible(score, reached[-1])),
        score.grade,
        _("Each proof narrows the band; now it runs from %(better)s to %(worse)s.")
        % {"better": score.grade_high, "worse": score.grade_low},
    )


def reasons(score: ScoreView) -> tuple[Fact, ...]:
    """Return why the grade is no better, with the points that the best answer would add."""
    return tuple(
        Fact(
            codes.in_language(each.text_en, each.text_zh),
            _("%(points)s points") % {"points": each.points} if each.points else "",
        )
        for each in score.reasons
    )


def _rung(rung: ScoreRung, score: ScoreView, *, newest: bool) -> Rung:
    known = _RUNGS.get(rung.name)
    label = str(known) if known else _findings(score.findings_done)
    shown = band(rung.grade, rung.grade_high, rung.grade_low)
    return Rung(label, shown.low, shown.point, shown.high, newest=newest)


def _findings(done: int) -> str:
    return _("+ %(done)s signed findings") % {"done": done}


def _possible(score: ScoreView, last: ScoreRung) -> list[Rung]:
    """The next piece of evidence, drawn as much narrower as it would take off the doubt."""
    if not score.next_evidence or not last.width:
        return []
    first = score.next_evidence[0]
    now = band(last.grade, last.grade_high, last.grade_low)
    kept = max(0.2, 1 - first.points / last.width)
    low = now.point - (now.point - now.low) * kept
    high = now.point + (now.high - now.point) * kept
    return [Rung(codes.word(_NEXT, first.rung), low, now.point, high, possible=True)]


def _of(share: Decimal, of: int) -> str:
    number = (share * of).quantize(Decimal(1), ROUND_HALF_UP)
    return count(number) if number else _("under 1")
