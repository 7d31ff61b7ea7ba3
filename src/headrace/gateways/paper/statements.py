"""The statement of a loan: what is owed, the plan row by row, every receipt to the cent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from headrace.contracts import queries as contracts
from headrace.gateways.paper import words
from headrace.gateways.paper.typesetting import pdf

_PLAN_HEADS: tuple[words.Both, ...] = (
    ("No.", "期次"),
    ("Due", "到期日"),
    ("Principal", "本金"),
    ("Interest", "利息"),
    ("Missing", "未还"),
    ("State", "状态"),
)
_RECEIPT_HEADS: tuple[words.Both, ...] = (
    ("Value date", "起息日"),
    ("Received", "收到"),
    ("To principal", "归还本金"),
    ("To interest", "支付利息"),
    ("Surplus", "多付"),
)


def statement_paper(
    loan: contracts.LoanView,
    plan: Sequence[contracts.PlanRow],
    receipts: Sequence[contracts.RepaymentView],
    *,
    told_at: datetime,
) -> bytes:
    """Return the statement as PDF/A: figures of the moment at which it is told."""
    heading = (f"Statement {loan.payment_reference}", "还款对账单")
    data = {
        "title": " ".join(heading),
        "lang": "en",
        "foot": f"{loan.payment_reference} · {words.moment(told_at)}",
        "heading": heading,
        "notice": None,
        "parts": [
            {"heading": (loan.borrower_name, words.day(loan.drawn_date)), "facts": _sums(loan)},
            _plan(plan),
            _receipts(receipts),
        ],
    }
    return pdf("sheet", data, told_at=told_at)


def _sums(loan: contracts.LoanView) -> list[dict[str, Any]]:
    rows: tuple[tuple[words.Both, str], ...] = (
        (("Lent", "借款本金"), words.money(loan.principal)),
        (("Principal still owed", "剩余本金"), words.money(loan.outstanding)),
        (("Principal repaid", "已还本金"), words.money(loan.principal_paid)),
        (("Interest paid", "已付利息"), words.money(loan.interest_paid)),
        (("Late today", "当前逾期"), words.money(loan.missing)),
    )
    return [{"label": label, "value": value} for label, value in rows]


def _plan(plan: Sequence[contracts.PlanRow]) -> dict[str, Any]:
    return {
        "heading": ("The plan", "还款计划"),
        "heads": _PLAN_HEADS,
        "lines": [
            [
                str(each.number),
                words.day(each.due_date),
                words.money(each.principal),
                words.money(each.interest),
                words.money(each.missing),
                words.word(words.ROWS, each.state),
            ]
            for each in plan
        ],
        "aligned": ["left", "left", "right", "right", "right", "wide"],
    }


def _receipts(receipts: Sequence[contracts.RepaymentView]) -> dict[str, Any]:
    """The oldest first, as an account book reads."""
    return {
        "heading": ("Money received", "已收款项"),
        "heads": _RECEIPT_HEADS,
        "lines": [
            [
                words.day(each.value_date),
                words.money(each.amount),
                words.money(each.principal),
                words.money(each.interest),
                words.money(each.surplus),
            ]
            for each in reversed(receipts)
        ],
        "aligned": ["wide", "right", "right", "right", "right"],
    }
