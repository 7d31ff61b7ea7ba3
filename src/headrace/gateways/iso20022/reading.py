"""
Readers of what a custodian sends: pain.002, camt.052, camt.053, camt.054.

Versions are not distinguished: the elements read here have kept their names and places since the
2009 versions of the messages. Source: ISO 20022 message definition reports, payments initiation
and bank-to-customer cash management.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

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
_REJECTED = "RJCT"
# ISO 20022 data types ActiveCurrencyAndAmount, ISODate, ISODateTime, Number and Max35Text. Python's
# own readers take more than these: signs, exponents, underscores and the digits of other scripts.
_AMOUNT = re.compile(r"[0-9]{1,18}(\.[0-9]{1,5})?")
_OFFSET = r"(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])?"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}" + _OFFSET)
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?" + _OFFSET)
_NUMBER = re.compile(r"[0-9]+")
_NUMBER_DIGITS = 18
_REASON_LENGTH = 35


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
    payments = tuple(
        PaymentStatus(each.needed("OrgnlEndToEndId"), each.needed("TxSts"), _status_reason(each))
        for each in report.all("OrgnlPmtInfAndSts/TxInfAndSts")
    )
    status, reason = group.text("GrpSts"), _status_reason(group)
    batches = report.all("OrgnlPmtInfAndSts")
    if not payments and batches and all(_is_rejected(each) for each in batches):
        # Our files have one batch each: a bank that rejects it has rejected the file.
        of_batch = _status_reason(batches[0])
        reason = (reason or of_batch) if status == _REJECTED else (of_batch or reason)
        status = _REJECTED
    return StatusReport(
        message_id=report.needed("GrpHdr/MsgId"),
        original_message_id=group.needed("OrgnlMsgId"),
        group_status=status,
        group_reason=reason,
        payments=payments,
    )


def _is_rejected(batch: Node) -> bool:
    return batch.text("PmtInfSts") == _REJECTED


def _status_reason(node: Node) -> str:
    return _reason(node, "StsRsnInf/Rsn")


def _reason(node: Node, path: str) -> str:
    """The code of the ISO list or, for want of one, the bank's own."""
    return (node.text(f"{path}/Cd") or node.text(f"{path}/Prtry"))[:_REASON_LENGTH]


def _statement(message_id: str, body: Node) -> Statement:
    number = body.text("ElctrncSeqNb") or body.needed("LglSeqNb")
    if not _NUMBER.fullmatch(number):
        raise MessageUnreadable(why="the statement's number is no number")
    if len(number) > _NUMBER_DIGITS:
        raise MessageUnreadable(why=f"the statement's number has over {_NUMBER_DIGITS} digits")
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
        if _state(each) == "BOOK":
            yield from _lines(each)


def _state(entry: Node) -> str:
    """The line's state: an element within `Sts` since version 08, its text before."""
    state = entry.maybe("Sts")
    if state is None:
        return ""
    return state.text("Cd") if state.has_parts else state.own


def _lines(entry: Node) -> Iterator[Entry]:
    ref = entry.text("AcctSvcrRef") or entry.needed("NtryRef")
    details = entry.all("NtryDtls/TxDtls")
    total = _money(entry.one("Amt"))
    credit = _is_credit(entry)
    for each in details:
        if each.maybe("CdtDbtInd") and _is_credit(each) != credit:
            raise MessageUnreadable(why=f"a part of {ref} is on the other side of the account")
    if len(details) <= 1:
        yield _line(entry, details[0] if details else None, ref, total)
        return
    parts = [_part(each, ref, total.currency) for each in details]
    if sum(each.minor for each in parts) != total.minor:
        raise MessageUnreadable(why=f"the parts of {ref} do not add up to it")
    for place, (part, amount) in enumerate(zip(details, parts, strict=True), start=1):
        yield _line(entry, part, f"{ref}/{place}", amount)


def _part(details: Node, ref: str, currency: str) -> Money:
    """What a part of a batch amounts to: `Amt`, which version 02 does not have, or the other."""
    amount = _money(details.maybe("Amt") or details.one("AmtDtls/TxAmt/Amt"))
    if amount.currency != currency:
        raise MessageUnreadable(why=f"a part of {ref} is in {amount.currency}, not in {currency}")
    return amount


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
    return _reason(details, "RtrInf/Rsn") or "NARR"


def _texts(node: Node | None, path: str) -> tuple[str, ...]:
    return tuple(each.own for each in node.all(path)) if node else ()


def _account(account: Node) -> str:
    return account.text("Id/Othr/Id") or account.needed("Id/IBAN")


def _money(amount: Node) -> Money:
    text = amount.own
    refusal = MessageUnreadable(why=f"{text!r} is no amount of money")
    if not _AMOUNT.fullmatch(text):
        raise refusal
    try:
        return Money(Decimal(text), amount.attribute("Ccy"))
    except MoneyError:
        raise refusal from None


def _is_credit(node: Node) -> bool:
    side = node.needed("CdtDbtInd")
    if side not in ("CRDT", "DBIT"):
        raise MessageUnreadable(why=f"{side} is no side of an account")
    return side == "CRDT"


def _day(node: Node, path: str) -> date:
    day = node.text(f"{path}/Dt")
    text = day or node.needed(f"{path}/DtTm")
    refusal = MessageUnreadable(why=f"{text} is no day")
    if not (_DAY if day else _INSTANT).fullmatch(text):
        raise refusal
    try:
        return datetime.fromisoformat(text[:10] if day else text).date()
    except ValueError:
        raise refusal from None
