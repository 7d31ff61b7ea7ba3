"""
The words of a paper, always in both languages: a paper is read by people who share no page.

They stand here as pairs and not in a catalogue, because neither language is the translation of the
moment.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from tenor.money import Money

from headrace.kit.clock import CIVIL_ZONE

Both = tuple[str, str]

PLANS: Final[dict[str, Both]] = {
    "equal_instalment": ("equal instalments", "等额本息"),
    "equal_principal": ("equal principal parts", "等额本金"),
    "bullet": ("interest monthly, principal at the end", "按月付息，到期还本"),
}
FEES: Final[dict[str, Both]] = {
    "handling": ("handling", "手续费"),
    "guarantee": ("guarantee fee", "担保费"),
    "insurance": ("insurance", "保险费"),
    "appraisal": ("appraisal", "评估费"),
    "service": ("service fee", "服务费"),
}
DUE: Final[dict[str, Both]] = {
    "drawdown": ("at the drawdown", "提款时"),
    "each": ("with each instalment", "随每期"),
    "end": ("at the end", "到期时"),
}
ROWS: Final[dict[str, Both]] = {
    "due": ("due", "未到期"),
    "part": ("paid in part", "部分已还"),
    "paid": ("paid", "已还"),
    "late": ("late", "逾期"),
}
NOT_SIGNED: Final[Both] = (
    "Not every party has signed. This paper binds nobody yet.",
    "尚有当事人未签署，本文件暂无约束力。",
)
TERMINATED: Final[Both] = ("This agreement was given up.", "本合同已解除。")


def money(amount: Money) -> str:
    """Return an amount to the cent: `¥1,234.50`, other currencies by their code."""
    sign = "¥" if amount.currency == "CNY" else f"{amount.currency} "
    return f"{sign}{amount.amount:,.2f}"


def percent(rate: Decimal) -> str:
    """Return a fraction a year as per cent with two places."""
    return f"{rate * 100:.2f} %"


def day(on: date | None) -> str:
    """Return a day as both languages write it in tables (ISO 8601); a dash for none."""
    return on.isoformat() if on else "–"


def moment(at: datetime) -> str:
    """Return a moment on the civil clock, to the minute."""
    return f"{at.astimezone(CIVIL_ZONE):%Y-%m-%d %H:%M}"


def both(words: Both) -> str:
    """Return both languages in one line."""
    return f"{words[0]} · {words[1]}"


def word(known: dict[str, Both], code: str) -> str:
    """Return the words of a code, the code itself when it has none."""
    return both(known[code]) if code in known else code
