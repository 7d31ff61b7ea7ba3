"""Values as ISO 20022 writes them: amounts, sides of an account, days, reasons."""

import re
from datetime import date, datetime
from decimal import Decimal

from tenor.money import Money, MoneyError

from headrace.gateways.iso20022.xml import MessageUnreadable, Node

# ISO 20022 data types ActiveCurrencyAndAmount, ISODate, ISODateTime, Number and Max35Text. Python's
# own readers take more than these: signs, exponents, underscores and the digits of other scripts.
_AMOUNT = re.compile(r"[0-9]{1,18}(\.[0-9]{1,5})?")
_OFFSET = r"(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])?"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}" + _OFFSET)
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?" + _OFFSET)
_REASON_LENGTH = 35


def money(amount: Node) -> Money:
    """Return an amount; :raises MessageUnreadable: it is none."""
    text = amount.own
    refusal = MessageUnreadable(why=f"{text!r} is no amount of money")
    if not _AMOUNT.fullmatch(text):
        raise refusal
    try:
        return Money(Decimal(text), amount.attribute("Ccy"))
    except MoneyError:
        raise refusal from None


def is_credit(node: Node) -> bool:
    """Say whether something is on the credit side; :raises MessageUnreadable: on neither."""
    side = node.needed("CdtDbtInd")
    if side not in ("CRDT", "DBIT"):
        raise MessageUnreadable(why=f"{side} is no side of an account")
    return side == "CRDT"


def day(node: Node, path: str) -> date:
    """Return a day told as a day or as an instant; :raises MessageUnreadable: it is neither."""
    plain = node.text(f"{path}/Dt")
    text = plain or node.needed(f"{path}/DtTm")
    refusal = MessageUnreadable(why=f"{text} is no day")
    if not (_DAY if plain else _INSTANT).fullmatch(text):
        raise refusal
    try:
        return datetime.fromisoformat(text[:10] if plain else text).date()
    except ValueError:
        raise refusal from None


def reason(node: Node, path: str) -> str:
    """The code of the ISO list or, for want of one, the bank's own."""
    return (node.text(f"{path}/Cd") or node.text(f"{path}/Prtry"))[:_REASON_LENGTH]
