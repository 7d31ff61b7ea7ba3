"""The grade of a request, how far it carries, and what would raise it."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.credit import queries as credit
from headrace.market import queries as market
from headrace.portals import codes, wording
from headrace.portals.drawings.gauges import LimitGauge
from headrace.portals.enterprise import pages
from headrace.portals.investor import grades
from headrace.portals.pieces import Action, GradeSheet
from headrace.portals.templatetags.headrace import (
    headline,
    moment,
)

_POINTS_OF_A_GRADE: Final = 20


def grade_of(score: credit.ScoreView | None) -> GradeSheet | None:
    if score is None:
        return None
    return replace(grades.sheet(score), note=moment(score.decided_at))


def limit_of(score: credit.ScoreView | None, asked: market.DemandView | None) -> pages.Limit | None:
    if score is None or asked is None or not score.limit.minor:
        return None
    sentence = _("On what is proven, funders may lend you up to %(amount)s.")
    sentence %= {"amount": headline(score.limit)}
    gauge = LimitGauge(asked.amount.amount, score.limit.amount, sentence)
    said = {"done": _("within"), "near": _("near"), "late": _("over")}
    return pages.Limit(
        gauge, headline(asked.amount), headline(score.limit), said[gauge.mark], sentence
    )


def improvements(score: credit.ScoreView | None) -> tuple[pages.Improvement, ...]:
    if score is None:
        return ()
    narrowing = tuple(_narrowing(each) for each in score.next_evidence)
    weighty = [each for each in score.reasons if each.points > 0]
    return (narrowing + tuple(_raising(each) for each in weighty))[:4]


def _narrowing(evidence_missing: credit.Narrowing) -> pages.Improvement:
    label = {
        "invoices": _("Show more months of invoices"),
        "findings": _("Let the open checks be answered"),
    }.get(evidence_missing.rung, _("Prove more"))
    return pages.Improvement(
        Action(label, reverse("enterprise:help")),
        _("makes the likely range narrower"),
        _("range −%(grades)s grades") % {"grades": _in_grades(evidence_missing.points)},
        _("both ends"),
    )


def _raising(reason: credit.Reason) -> pages.Improvement:
    return pages.Improvement(
        Action(codes.in_language(reason.text_en, reason.text_zh), ""),
        _("if put right"),
        _("+%(grades)s grades") % {"grades": _in_grades(reason.points)},
        _("%(points)s points") % {"points": reason.points},
    )


def _in_grades(points: int) -> str:
    return wording.figure(Decimal(points) / _POINTS_OF_A_GRADE, 1)
