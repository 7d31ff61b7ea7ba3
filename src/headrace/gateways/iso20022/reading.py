"""
Readers of what a custodian sends: pain.002, camt.052, camt.053, camt.054.

Versions are not distinguished: the elements read here have kept their names and places since the
2009 versions of the messages. Source: ISO 20022 message definition reports, payments initiation
and bank-to-customer cash management.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from tenor.money import Money, MoneyError

from headrace.custody.ports import (
    CustodianMessage,
    Entry,
    Notification,
    PaymentStatus,
    Statement,
    StatusReport,
)
from headrace.gateways.iso20022.xml import MessageUnreadable, Node, parse

_BODIES = {
    "camt.052": "BkToCstmrAcctRpt/Rpt",
    "camt.053": "BkToCstmrStmt/Stmt",
    "camt.054": "BkToCstmrDbtCdtNtfctn/Ntfctn",
}
_OPENING = ("OPBD", "PRCD")
_CLOSING = ("CLBD",)


def read(xml: bytes) -> CustodianMessage:
    """Return what a message says; :raises MessageUnreadable: not of these kinds, or incomplete."""
    kind, document = parse(xml)
    if kind == "pain.002":
        return _status_report(document.one("CstmrPmtStsRpt"))
    if kind not in _BODIES:
        raise MessageUnreadable(why=f"{kind} is not taken in")
    root, _, body = _BODIES[kind].partition("/")
    message_id = document.one(root).needed("GrpHdr/MsgId")
    reports = document.one(root).all(body)
    if len(reports) != 1:
        raise MessageUnreadable(why=f"it has {len(reports)} reports, the profile has one")
    if kind == "camt.053":
        return _statement(message_id, reports[0])
    account = _account(reports[0].one("Acct"))
    return Notification(message_id, kind, account, tuple(_entries(reports[0])))


def _status_report(report: Node) -> StatusReport:
    group = report.one("OrgnlGrpInfAndSts")
    return StatusReport(
        message_id=report.needed("GrpHdr/MsgId"),
        original_message_id=group.needed("OrgnlMsgId"),
        group_status=group.text("GrpSts"),
        group_reason=group.text("StsRsnInf/Rsn/Cd"),
        payments=tuple(
            PaymentStatus(
                each.needed("OrgnlEndToEndId"), each.needed("TxSts"), each.text("StsRsnInf/Rsn/Cd")
            )
            for each in report.all("OrgnlPmtInfAndSts/TxInfAndSts")
        ),
    )


def _statement(message_id: str, body: Node) -> Statement:
    number = body.text("ElctrncSeqNb") or body.needed("LglSeqNb")
    if not number.isdecimal():
        raise MessageUnreadable(why="the statement's number is no number")
    opening, _ = _balance(body, _OPENING)
    closing, on = _balance(body, _CLOSING)
    return Statement(
        message_id=message_id,
        account=_account(body.one("Acct")),
        number=int(number),
        on=on,
        opening=opening,
        closing=closing,
        entries=tuple(_entries(body)),
    )


def _balance(body: Node, codes: tuple[str, ...]) -> tuple[Money, date]:
    for each in body.all("Bal"):
        if each.text("Tp/CdOrPrtry/Cd") in codes:
            amount = _money(each.one("Amt"))
            return amount if _is_credit(each) else -amount, _day(each, "Dt")
    raise MessageUnreadable(why=f"the balance {codes[0]} is missing")


def _entries(body: Node) -> Iterator[Entry]:
    for each in body.all("Ntry"):
        # A pending line may still change or vanish: only booked ones are facts.
        if (each.text("Sts/Cd") or each.text("Sts")) == "BOOK":
            yield from _lines(each)


def _lines(entry: Node) -> Iterator[Entry]:
    ref = entry.text("AcctSvcrRef") or entry.needed("NtryRef")
    details = entry.all("NtryDtls/TxDtls")
    total = _money(entry.one("Amt"))
    if len(details) <= 1:
        yield _line(entry, details[0] if details else None, ref, total)
        return
    parts = [_money(each.one("Amt")) for each in details]
    if sum(each.minor for each in parts) != total.minor:
        raise MessageUnreadable(why=f"the parts of {ref} do not add up to it")
    for place, (part, amount) in enumerate(zip(details, parts, strict=True), start=1):
        yield _line(entry, part, f"{ref}/{place}", amount)


def _line(entry: Node, details: Node | None, ref: str, amount: Money) -> Entry:
    booking_date = _day(entry, "BookgDt")
    return Entry(
        ref=ref,
        credit=_is_credit(entry),
        amount=amount,
        booking_date=booking_date,
        value_date=_day(entry, "ValDt") if entry.maybe("ValDt") else booking_date,
        end_to_end_id=details.text("Refs/EndToEndId") if details else "",
        references=_texts(details, "RmtInf/Strd/CdtrRefInf/Ref"),
        remittance=_texts(details, "RmtInf/Ustrd"),
        return_reason=_return_reason(details),
    )


def _return_reason(details: Node | None) -> str:
    if details is None or details.maybe("RtrInf") is None:
        return ""
    return details.text("RtrInf/Rsn/Cd") or details.text("RtrInf/Rsn/Prtry") or "NARR"


def _texts(node: Node | None, path: str) -> tuple[str, ...]:
    return tuple(each.own for each in node.all(path)) if node else ()


def _account(account: Node) -> str:
    return account.text("Id/Othr/Id") or account.needed("Id/IBAN")


def _money(amount: Node) -> Money:
    try:
        return Money(Decimal(amount.own), amount.attribute("Ccy"))
    except (InvalidOperation, MoneyError):
        raise MessageUnreadable(why=f"{amount.own!r} is no amount of money") from None


def _is_credit(node: Node) -> bool:
    side = node.needed("CdtDbtInd")
    if side not in ("CRDT", "DBIT"):
        raise MessageUnreadable(why=f"{side} is no side of an account")
    return side == "CRDT"


def _day(node: Node, path: str) -> date:
    text = node.text(f"{path}/Dt") or node.needed(f"{path}/DtTm")
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise MessageUnreadable(why=f"{text} is no day") from None
