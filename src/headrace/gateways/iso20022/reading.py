"""
Readers of what a custodian sends: pain.002, camt.052, camt.053, camt.054.

Versions are not distinguished: the elements read here have kept their names and places since the
2009 versions of the messages. Source: ISO 20022 message definition reports, payments initiation
and bank-to-customer cash management.
"""

import re
from datetime import date

from tenor.money import Money

from headrace.custody.ports import (
    CustodianMessage,
    Notification,
    PaymentStatus,
    Statement,
    StatusReport,
)
from headrace.gateways.iso20022.entries import entries_of
from headrace.gateways.iso20022.values import day, is_credit, money, reason
from headrace.gateways.iso20022.xml import MessageUnreadable, Node, parse

_BODIES = {
    "camt.052": "BkToCstmrAcctRpt/Rpt",
    "camt.053": "BkToCstmrStmt/Stmt",
    "camt.054": "BkToCstmrDbtCdtNtfctn/Ntfctn",
}
_OPENING = ("OPBD", "PRCD")
_CLOSING = ("CLBD",)
_REJECTED = "RJCT"
_NUMBER = re.compile(r"[0-9]+")
_NUMBER_DIGITS = 18


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
    return Notification(message_id, kind, account, tuple(entries_of(reports[0])))


def _status_report(report: Node) -> StatusReport:
    group = report.one("OrgnlGrpInfAndSts")
    payments = tuple(
        PaymentStatus(each.needed("OrgnlEndToEndId"), each.needed("TxSts"), _status_reason(each))
        for each in report.all("OrgnlPmtInfAndSts/TxInfAndSts")
    )
    status, why = group.text("GrpSts"), _status_reason(group)
    batches = report.all("OrgnlPmtInfAndSts")
    if not payments and batches and all(_is_rejected(each) for each in batches):
        # Our files have one batch each: a bank that rejects it has rejected the file.
        of_batch = _status_reason(batches[0])
        why = (why or of_batch) if status == _REJECTED else (of_batch or why)
        status = _REJECTED
    return StatusReport(
        message_id=report.needed("GrpHdr/MsgId"),
        original_message_id=group.needed("OrgnlMsgId"),
        group_status=status,
        group_reason=why,
        payments=payments,
    )


def _is_rejected(batch: Node) -> bool:
    return batch.text("PmtInfSts") == _REJECTED


def _status_reason(node: Node) -> str:
    return reason(node, "StsRsnInf/Rsn")


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
        entries=tuple(entries_of(body)),
    )


def _balance(body: Node, codes: tuple[str, ...]) -> tuple[Money, date]:
    for each in body.all("Bal"):
        if each.text("Tp/CdOrPrtry/Cd") in codes:
            amount = money(each.one("Amt"))
            return amount if is_credit(each) else -amount, day(each, "Dt")
    raise MessageUnreadable(why=f"the balance {codes[0]} is missing")


def _account(account: Node) -> str:
    return account.text("Id/Othr/Id") or account.needed("Id/IBAN")
