"""How much a lender may ask for, and why."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headrace.rulebook import rules
from headrace.rulebook.queries.rules_in_force import RuleAnswer, look_up
from headrace.rulebook.queries.series import series_value

_METHOD_TEXTS = {
    "effective_yearly": ("effective yearly cost, every fee counted", "年化综合成本（含全部费用）"),
}


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The highest yearly cost that a lender of a type may ask for, and why."""

    rate: Decimal
    method: str
    rule: RuleAnswer
    explanation_en: str
    explanation_zh: str


def cost_ceiling(*, lender_type: str, on: date) -> Ceiling:
    """
    Return the ceiling on the yearly cost of a contract made on a day, for a type of lender.

    Private lenders (`legal_person`, `natural_person`) stand under CN-USURY; licensed ones
    (`bank`, `small_loan`, `leasing`) under the centre's own rule of admission in CN-CURRENT,
    because the court's rule does not bind them. `rate` is a fraction, 0.12 is 12 %.
    :raises RuleNotFound: no ceiling for this type on this day; then nothing may be offered
    """
    rule = look_up("market.ceiling", on=on, scope={"lender_type": lender_type})
    name = rule.value.get("series")
    point = series_value(name, on=on) if name else None
    rate = rules.ceiling_rate(rule.value, point.value if point else None)
    sum_shown = f"{rule.value['times']} × {_percent(point.value)} = " if point else ""
    method_en, method_zh = _METHOD_TEXTS[rule.value["method"]]
    shown = f"{sum_shown}{_percent(rate)}"
    return Ceiling(
        rate=rate,
        method=rule.value["method"],
        rule=rule,
        explanation_en=f"{rule.text_en} On {on}: {shown} ({method_en}). {rule.source}.",
        explanation_zh=f"{rule.text_zh}{on}：{shown}（{method_zh}）。依据：{rule.source}。",
    )


def _percent(rate: Decimal) -> str:
    return f"{rate * 100:.2f} %"
