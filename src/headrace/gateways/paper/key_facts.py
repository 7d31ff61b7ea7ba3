"""The key facts on one page: what is lent, what it costs all in, what each fee is for."""

from datetime import datetime
from typing import Any

from headrace.contracts import queries as contracts
from headrace.gateways.paper import words
from headrace.gateways.paper.agreements import facts_of, notice_of
from headrace.gateways.paper.typesetting import pdf

_NO_OTHER_FEE: words.Both = (
    "A fee that is not on this sheet cannot be collected.",
    "未列入本表的费用不得收取。",
)


def key_facts_paper(agreement: contracts.AgreementView, *, told_at: datetime) -> bytes:
    """Return the sheet as PDF/A. Source of its content: REQUIREMENTS of all-in cost disclosure."""
    heading = (f"Key facts {agreement.payment_reference}", "贷款要点")
    data = {
        "title": " ".join(heading),
        "lang": "en",
        "foot": f"{agreement.payment_reference} · {words.moment(told_at)}",
        "heading": heading,
        "notice": notice_of(agreement),
        "parts": [
            {"heading": ("What is agreed", "约定内容"), "facts": facts_of(agreement)},
            _cost(agreement),
            _rules(agreement),
        ],
    }
    return pdf("sheet", data, told_at=told_at)


def _cost(agreement: contracts.AgreementView) -> dict[str, Any]:
    lines = [
        [
            words.word(words.FEES, each.code),
            each.payee_name,
            words.word(words.DUE, each.due),
            words.money(each.amount),
            words.percent(each.yearly_rate),
        ]
        for each in agreement.costs
    ]
    return {
        "heading": ("Fees beside the interest", "利息以外的费用"),
        "heads": [
            ("For", "项目"),
            ("Paid to", "收款方"),
            ("When", "时间"),
            ("Amount", "金额"),
            ("A year", "年化"),
        ],
        "lines": lines or [["none · 无", "–", "–", "–", "–"]],
        "aligned": ["wide", "left", "left", "right", "right"],
        "note": _NO_OTHER_FEE,
    }


def _rules(agreement: contracts.AgreementView) -> dict[str, Any]:
    none = "no ceiling binds these lenders · 对该类出借人不设上限"
    ceiling = words.percent(agreement.ceiling) if agreement.ceiling is not None else none
    pack = f"{agreement.pack}, version {agreement.pack_version} · 第 {agreement.pack_version} 版"
    return {
        "heading": ("Rules", "适用规则"),
        "facts": [
            {"label": ("Ceiling on the day of the offer", "报价日上限"), "value": ceiling},
            {"label": ("Rules it keeps for life", "终身适用的规则"), "value": pack},
        ],
    }
