"""Firms of the town: the same number and seed always give the same firm."""

import random
from dataclasses import dataclass

from stdnum.cn import uscc

from headrace.simulation.plan import Course, District, Plan, Trade

_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Firm:
    """An invented enterprise; `staff` heads, `yearly_sales` in yuan."""

    number: int
    name_en: str
    name_zh: str
    uscc: str
    district: District
    trade: Trade
    course: Course
    staff: int
    yearly_sales: int
    individual: bool


def firm(plan: Plan, number: int) -> Firm:
    """Return firm `number` (from 0) of the town; every eighth is an individual business."""
    dice = random.Random(plan.seed * 1000 + number)
    trade = plan.trades[number % len(plan.trades)]
    course = _course(plan, dice, number)
    individual = number % 8 == 5
    staff = dice.randint(2, 9) if individual else dice.randint(11, 70)
    stem_en, stem_zh = plan.stems[number % len(plan.stems)]
    round_number = number // len(plan.stems)
    ordinal_en = f" No. {round_number + 1}" if round_number else ""
    ordinal_zh = f"第{round_number + 1}" if round_number else ""
    ending_en, ending_zh = ("Workshop", "经营部") if individual else ("Co., Ltd", "有限公司")
    return Firm(
        number=number,
        name_en=f"{stem_en}{ordinal_en} {trade.name_en} {ending_en}",
        name_zh=f"{stem_zh}{ordinal_zh}{trade.name_zh}{ending_zh}",
        uscc=credit_code(f"firm-{plan.seed}-{number}", individual=individual),
        district=plan.districts[number % len(plan.districts)],
        trade=trade,
        course=course,
        staff=staff,
        yearly_sales=int(staff * trade.monthly * 12 * trade.ticket),
        individual=individual,
    )


def credit_code(seed: str, *, individual: bool = False) -> str:
    """
    Return a valid Unified Social Credit Code that belongs to nobody.

    Source: GB 32100-2015 (18 characters, ISO 7064 style check) and GB 11714-1997 (the nine
    characters of the organisation, with a check digit of their own).
    """
    dice = random.Random(seed)
    body = "".join(dice.choice(_ORGANISATION_ALPHABET[:10]) for _ in range(8))
    code = f"{'92' if individual else '91'}990100{body}{_organisation_check(body)}"
    return code + str(uscc.calc_check_digit(code))


def _organisation_check(body: str) -> str:
    total = sum(
        weight * _ORGANISATION_ALPHABET.index(each)
        for weight, each in zip(_WEIGHTS, body, strict=True)
    )
    digit = 11 - total % 11
    return {10: "X", 11: "0"}.get(digit, str(digit))


def _course(plan: Plan, dice: random.Random, number: int) -> Course:
    """The first firms show each course once, so that a small town shows them all."""
    if number < len(plan.courses):
        return plan.courses[number]
    return dice.choices(plan.courses, weights=[each.weight for each in plan.courses])[0]
