"""
The writer of pain.001.001.09, in a profile for accounts in China.

Accounts there have numbers and no IBAN, and payments are in yuan: the usual European writers insist
on both. What is written is checked against `pain001_cny.xsd` beside this file before it leaves.
"""

from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from headrace.custody.ports import PaymentOrder
from headrace.kit.errors import N_, Malformed

_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_PROFILE = Path(__file__).parent / "pain001_cny.xsd"


class PaymentUnwritable(Malformed):
    """The payment says something that the custodian's profile cannot carry."""

    message = N_("The payment cannot be written for the custodian: {why}.")
    remedy = N_("Correct the payee's name, account or the text of the payment.")

    def __init__(self, *, why: str) -> None:
        super().__init__(why=why)


def payment_file(order: PaymentOrder) -> bytes:
    """
    Return a pain.001 with one credit transfer.

    :raises PaymentUnwritable: a text is empty, too long or holds what XML cannot
    """
    spaces: Any = {None: _NAMESPACE}
    document = etree.Element(f"{{{_NAMESPACE}}}Document", nsmap=spaces)
    try:
        body = _put(document, "CstmrCdtTrfInitn")
        _header(body, order)
        _batch(body, order)
        _schema().assertValid(document)
    except (ValueError, etree.DocumentInvalid) as problem:
        raise PaymentUnwritable(why=str(problem)) from None
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8")


def _header(body: etree._Element, order: PaymentOrder) -> None:
    header = _put(body, "GrpHdr")
    _put(header, "MsgId", order.message_id)
    _put(header, "CreDtTm", order.created_at.isoformat(timespec="seconds"))
    _put(header, "NbOfTxs", "1")
    _put(header, "CtrlSum", str(order.amount.amount))
    _put(_put(header, "InitgPty"), "Nm", order.debtor_name)


def _batch(body: etree._Element, order: PaymentOrder) -> None:
    batch = _put(body, "PmtInf")
    _put(batch, "PmtInfId", order.message_id)
    _put(batch, "PmtMtd", "TRF")
    _put(batch, "BtchBookg", "false")
    _put(batch, "NbOfTxs", "1")
    _put(batch, "CtrlSum", str(order.amount.amount))
    _put(_put(batch, "ReqdExctnDt"), "Dt", order.execution_date.isoformat())
    _put(_put(batch, "Dbtr"), "Nm", order.debtor_name)
    debtor = _account(batch, "DbtrAcct", order.debtor_account)
    _put(debtor, "Ccy", order.amount.currency)
    agent = _put(_put(_put(batch, "DbtrAgt"), "FinInstnId"), "Othr")
    _put(agent, "Id", "NOTPROVIDED")
    _transfer(batch, order)


def _transfer(batch: etree._Element, order: PaymentOrder) -> None:
    transfer = _put(batch, "CdtTrfTxInf")
    _put(_put(transfer, "PmtId"), "EndToEndId", order.end_to_end_id)
    amount = _put(_put(transfer, "Amt"), "InstdAmt", str(order.amount.amount))
    amount.set("Ccy", order.amount.currency)
    _put(_put(transfer, "Cdtr"), "Nm", order.payee_name)
    _account(transfer, "CdtrAcct", order.payee_account)
    _put(_put(transfer, "Purp"), "Prtry", order.purpose_code)
    if order.remittance:
        _put(_put(transfer, "RmtInf"), "Ustrd", order.remittance)


def _account(parent: etree._Element, name: str, number: str) -> etree._Element:
    account = _put(parent, name)
    _put(_put(_put(account, "Id"), "Othr"), "Id", number)
    return account


def _put(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}")
    child.text = text
    return child


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(_PROFILE)))
