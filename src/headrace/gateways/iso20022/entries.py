"""
The booked lines of camt.052, camt.053 and camt.054.

A payment comes back in one of two dresses: a credit with return information (`RtrInf`), or a
reversal of the debit (`RvslInd`). Both are told as a line with a return reason.
"""

from collections.abc import Iterator

from tenor.money import Money

from headrace.custody.ports import Entry
from headrace.gateways.iso20022.values import day, is_credit, money, reason
from headrace.gateways.iso20022.xml import MessageUnreadable, Node

_UNTOLD = "NARR"
_TRUE = ("true", "1")


def entries_of(body: Node) -> Iterator[Entry]:
    """Yield the booked lines of a report, a batch line by line."""
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
    total = money(entry.one("Amt"))
    credit = is_credit(entry)
    for each in details:
        if each.maybe("CdtDbtInd") and is_credit(each) != credit:
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
    amount = money(details.maybe("Amt") or details.one("AmtDtls/TxAmt/Amt"))
    if amount.currency != currency:
        raise MessageUnreadable(why=f"a part of {ref} is in {amount.currency}, not in {currency}")
    return amount


def _line(entry: Node, details: Node | None, ref: str, amount: Money) -> Entry:
    booking_date = day(entry, "BookgDt")
    return Entry(
        ref=ref,
        credit=is_credit(entry),
        amount=amount,
        booking_date=booking_date,
        value_date=day(entry, "ValDt") if entry.maybe("ValDt") else booking_date,
        end_to_end_id=details.text("Refs/EndToEndId") if details else "",
        references=_texts(details, "RmtInf/Strd/CdtrRefInf/Ref"),
        remittance=_texts(details, "RmtInf/Ustrd"),
        return_reason=_return_reason(entry, details),
    )


def _return_reason(entry: Node, details: Node | None) -> str:
    """Why a payment comes back: the code that is told, or `NARR` where it comes without one."""
    if details is not None and details.maybe("RtrInf") is not None:
        return reason(details, "RtrInf/Rsn") or _UNTOLD
    return _UNTOLD if entry.text("RvslInd") in _TRUE else ""


def _texts(node: Node | None, path: str) -> tuple[str, ...]:
    return tuple(each.own for each in node.all(path)) if node else ()
