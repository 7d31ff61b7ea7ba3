"""
A scorecard's invoice questions with fitted points in place of the expert's.

Order among firms comes from the fit. The level stays the expert's: a sample in which one firm in
five defaulted says who is better than whom, not how many will default in a year.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from math import log
from typing import Any

from headrace.credit.rules import scorecard
from headrace.credit.rules.scorecard import Value


@dataclass(frozen=True, slots=True)
class FittedFact:
    """
    What a fact's answers are worth, in log-odds of repaying.

    :param steps: lower bounds, rising, each with the worth from there to the next; the first
        bound stands for everything below the second
    :param missing: the worth of not knowing
    """

    name: str
    steps: tuple[tuple[int, float], ...]
    missing: float


_SALES: Mapping[str, Any] = {
    "name": "sales_minor",
    "rung": "invoices",
    "code": "R19",
    "lowers_en": "Sales of the last twelve months are low.",
    "lowers_zh": "近十二个月销售额较低。",
    "unknown_en": "Sales of the last twelve months are not known.",
    "unknown_zh": "近十二个月销售额未知。",
}
_SALES_BEFORE: Mapping[str, Any] = {
    **_SALES,
    "name": "sales_before_minor",
    "code": "R20",
    "lowers_en": "Sales of the year before were low.",
    "lowers_zh": "上一年度销售额较低。",
    "unknown_en": "Sales of the year before are not known.",
    "unknown_zh": "上一年度销售额未知。",
}


def fitted_card(
    expert: Mapping[str, Any],
    facts: Sequence[FittedFact],
    rated: Sequence[Mapping[str, Value]],
    *,
    version: str,
) -> dict[str, Any]:
    """
    Return the expert's scorecard as data with its invoice questions fitted.

    :param rated: facts of the firms it was fitted on; their mean sum of points stays the expert's
    :raises scorecard.ScorecardBroken: the result contradicts itself
    """
    card = deepcopy(dict(expert))
    per_unit = card["scale"]["points_to_double"] / log(2)
    asked = {each["name"]: each for each in (*card["characteristic"], _SALES, _SALES_BEFORE)}
    fitted = [_question(asked[each.name], each, per_unit) for each in facts]
    names = {each.name for each in facts}
    kept = [each for each in card["characteristic"] if each["name"] not in names]
    card.update(
        code="sme-fitted",
        version=version,
        label_en=f"invoices fitted on {len(rated)} rated firms, the rest expert",
        label_zh=f"发票部分由 {len(rated)} 家有评级企业拟合，其余为专家设定",
        characteristic=[*kept, *fitted],
    )
    before, after = (_mean(scorecard.read(each), rated) for each in (expert, card))
    card["scale"] = {**card["scale"], "base": card["scale"]["base"] + before - after}
    scorecard.read(card)
    return card


def _question(asked: Mapping[str, Any], fact: FittedFact, per_unit: float) -> dict[str, Any]:
    levels = [[bound, round(worth * per_unit)] for bound, worth in fact.steps]
    lowest = min(points for _, points in levels)
    mean = sum(points for _, points in levels) // len(levels)
    # What is not known may be worth less than the average answer, never more.
    missing = min(mean, max(lowest, round(fact.missing * per_unit)))
    why = "Fitted by ridge logit on the rated firms; see docs/data.md."
    return {**asked, "why": why, "levels": levels, "missing": missing}


def _mean(card: scorecard.Scorecard, rated: Sequence[Mapping[str, Value]]) -> int:
    sums = [
        card.base + sum(each.points(firm.get(each.name)) for each in card.characteristics)
        for firm in rated
    ]
    return round(sum(sums) / len(sums))
