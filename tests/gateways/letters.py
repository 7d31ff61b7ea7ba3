"""Letters of a custodian, written by hand: the bank's side of ISO 20022, independent of ours."""

from collections.abc import Iterable

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
NOTICES = {
    "camt.052": ("BkToCstmrAcctRpt", "Rpt"),
    "camt.053": ("BkToCstmrStmt", "Stmt"),
    "camt.054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}
NUMBERED = "<Acct><Id><Othr><Id>6222020000000001</Id></Othr></Id></Acct>"


def space(kind: str, version: str = "08") -> str:
    return f"urn:iso:std:iso:20022:tech:xsd:{kind}.001.{version}"


def letter(kind: str, body: str, version: str = "08") -> bytes:
    return f'{HEAD}<Document xmlns="{space(kind, version)}">{body}</Document>'.encode()


def tag(name: str, *inner: str, **attributes: str) -> str:
    said = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{said}>{''.join(inner)}</{name}>"


def amount(text: str, currency: str = "CNY") -> str:
    return tag("Amt", text, Ccy=currency)


def day(name: str, text: str = "2026-11-23") -> str:
    return tag(name, tag("Dt", text))


def details(*inner: str) -> str:
    return tag("TxDtls", *inner)


def line(
    *,
    money: str = amount("1250.00"),
    side: str = "CRDT",
    status: str = "<Cd>BOOK</Cd>",
    booked: str = day("BookgDt"),
    valued: str = day("ValDt"),
    ref: str = "<AcctSvcrRef>R-1</AcctSvcrRef>",
    parts: Iterable[str] = (),
    reversal: str = "",
) -> str:
    """Return an `Ntry`; what is passed empty is left out."""
    within = tag("NtryDtls", *parts) if parts else ""
    told = tag("CdtDbtInd", side) if side else ""
    state = tag("Sts", status) if status else ""
    reverses = tag("RvslInd", reversal) if reversal else ""
    return tag("Ntry", money, told, reverses, state, booked, valued, ref, within)


def notice(*lines: str, kind: str = "camt.054", account: str = NUMBERED, msg_id: str = "M-1"):
    root, body = NOTICES[kind]
    header = tag("GrpHdr", tag("MsgId", msg_id)) if msg_id else ""
    return letter(kind, tag(root, header, tag(body, account, *lines)))


def balance(code: str, text: str = "5.00", side: str = "CRDT", on: str = "2026-11-23") -> str:
    kind = tag("Tp", tag("CdOrPrtry", tag("Cd", code)))
    return tag("Bal", kind, amount(text), tag("CdtDbtInd", side), day("Dt", on))


BALANCES = balance("OPBD") + balance("CLBD")


def statement(
    balances: str = BALANCES,
    *lines: str,
    numbers: str = "<ElctrncSeqNb>7</ElctrncSeqNb>",
    account: str = NUMBERED,
) -> bytes:
    return notice(*lines, kind="camt.053", account=f"{numbers}{account}{balances}", msg_id="S-1")


def payment_status(end_to_end: str, status: str, reason: str = "") -> str:
    why = tag("StsRsnInf", tag("Rsn", tag("Cd", reason))) if reason else ""
    return tag("TxInfAndSts", tag("OrgnlEndToEndId", end_to_end), tag("TxSts", status), why)


def status_report(
    *batches: str, group: str = "", reason: str = "", original: str = "O-1", version: str = "10"
) -> bytes:
    """Return a pain.002; each batch is the inside of an `OrgnlPmtInfAndSts`."""
    why = tag("StsRsnInf", tag("Rsn", tag("Cd", reason))) if reason else ""
    told = tag("GrpSts", group) if group else ""
    answered = tag("OrgnlMsgId", original) if original else ""
    body = tag(
        "CstmrPmtStsRpt",
        tag("GrpHdr", tag("MsgId", "P-1")),
        tag("OrgnlGrpInfAndSts", answered, told, why),
        *(tag("OrgnlPmtInfAndSts", each) for each in batches),
    )
    return letter("pain.002", body, version)
