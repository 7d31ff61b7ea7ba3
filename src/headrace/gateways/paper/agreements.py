"""The agreement as a paper: both texts word for word, then who signed their hash."""

import re
from collections.abc import Sequence
from typing import Any, Final

from headrace.contracts import queries as contracts
from headrace.gateways.paper import words
from headrace.gateways.paper.typesetting import pdf

_HEAD: Final = re.compile(r"(\d+\.|[一二三四五六七八九十]+、)\s*\S")
_CLAUSE: Final = re.compile(r"\d+\.\d+\s")


def agreement_paper(agreement: contracts.AgreementView) -> bytes:
    """Return the agreement as PDF/A; before all have signed it says that it binds nobody."""
    told_at = max([agreement.drawn_up_at, *(each.signed_at for each in agreement.signatures)])
    heading = (f"Loan agreement {agreement.payment_reference}", "借款合同")
    data = {
        "title": " ".join(heading),
        "lang": "en",
        "foot": f"{agreement.payment_reference} · {words.moment(told_at)}",
        "heading": heading,
        "notice": notice_of(agreement),
        "facts": facts_of(agreement),
        "texts": [
            {"lang": "zh", "lines": _lines(agreement.text_zh)},
            {"lang": "en", "lines": _lines(agreement.text_en)},
        ],
        "signatures": _signatures(agreement),
        "hash": agreement.document_hash,
        "hash_algorithm": agreement.hash_algorithm.upper(),
    }
    return pdf("agreement", data, told_at=told_at)


def notice_of(agreement: contracts.AgreementView) -> words.Both | None:
    """Return what must be read first: that it was given up, or is not signed by all."""
    if agreement.state == "terminated":
        return words.TERMINATED
    return words.NOT_SIGNED if agreement.waits_for else None


def facts_of(agreement: contracts.AgreementView) -> list[dict[str, Any]]:
    """Return parties and terms, a line each."""
    rows: Sequence[tuple[words.Both, str]] = (
        (("Borrower", "借款人"), agreement.borrower_name),
        *(
            (("Lender", "出借人"), f"{each.name}, {words.money(each.amount)}")
            for each in agreement.lenders
        ),
        (("Principal", "本金"), words.money(agreement.principal)),
        (("Term", "期限"), f"{agreement.term_months} months · {agreement.term_months} 个月"),
        (("Interest a year", "年利率"), words.percent(agreement.rate_yearly)),
        (("Repayment", "还款方式"), words.word(words.PLANS, agreement.plan_kind)),
        (("All-in cost a year", "综合年化成本"), words.percent(agreement.yearly_cost)),
    )
    return [{"label": label, "value": value} for label, value in rows]


def _signatures(agreement: contracts.AgreementView) -> list[list[str]]:
    names = {each.lender_id: each.name for each in agreement.lenders}
    names[agreement.borrower_id] = agreement.borrower_name
    signed = [
        [names.get(each.organisation_id, "–"), words.moment(each.signed_at), each.thumbprint[:24]]
        for each in agreement.signatures
    ]
    missing = [[names.get(each, "–"), "–", "–"] for each in agreement.waits_for]
    return [*signed, *missing]


def _lines(text: str) -> list[dict[str, str]]:
    lines = [each.strip() for each in text.splitlines() if each.strip()]
    return [{"kind": _kind(place, line), "words": line} for place, line in enumerate(lines)]


def _kind(place: int, line: str) -> str:
    if place == 0:
        return "title"
    if _CLAUSE.match(line):
        return "clause"
    return "head" if _HEAD.match(line) else "item"
