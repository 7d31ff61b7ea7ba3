"""What custodians send, read strictly."""

from datetime import date
from decimal import Decimal

import pytest
from tenor.money import Money

from headrace.custody.ports import Notification, Statement, StatusReport
from headrace.gateways.iso20022 import xml
from headrace.gateways.iso20022.reading import read
from headrace.gateways.iso20022.xml import MessageUnreadable

ENTRY = """
<Ntry><Amt Ccy="CNY">1250.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>{status}</Sts>
<BookgDt><Dt>2026-11-23</Dt></BookgDt><ValDt><DtTm>2026-11-24T00:00:00</DtTm></ValDt>
<AcctSvcrRef>R-1</AcctSvcrRef><NtryDtls>{details}</NtryDtls></Ntry>
"""
DETAILS = """
<TxDtls><Refs><EndToEndId>E-1</EndToEndId></Refs>{amount}
<RmtInf><Ustrd>还款</Ustrd><Ustrd>HRABC</Ustrd><Strd><CdtrRefInf><Ref>HRX</Ref></CdtrRefInf></Strd>
</RmtInf></TxDtls>
"""


def document(kind: str, version: str, body: str) -> bytes:
    space = f"urn:iso:std:iso:20022:tech:xsd:{kind}.001.{version}"
    return f'<?xml version="1.0"?><Document xmlns="{space}">{body}</Document>'.encode()


def notice(entries: str, version: str = "08", kind: str = "camt.054") -> bytes:
    root, body = {
        "camt.054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
        "camt.052": ("BkToCstmrAcctRpt", "Rpt"),
    }[kind]
    account = "<Acct><Id><Othr><Id>6222020000000001</Id></Othr></Id></Acct>"
    inner = f"<GrpHdr><MsgId>M-1</MsgId></GrpHdr><{body}>{account}{entries}</{body}>"
    return document(kind, version, f"<{root}>{inner}</{root}>")


def entry(status: str = "<Cd>BOOK</Cd>", details: str = DETAILS.format(amount="")) -> str:
    return ENTRY.format(status=status, details=details)


def balance(code: str, amount: str, side: str = "CRDT") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='CNY'>{amount}</Amt>"
        f"<CdtDbtInd>{side}</CdtDbtInd><Dt><Dt>2026-11-23</Dt></Dt></Bal>"
    )


def statement(balances: str, entries: str = "", number: str = "7") -> bytes:
    inner = (
        f"<GrpHdr><MsgId>S-1</MsgId></GrpHdr><Stmt><ElctrncSeqNb>{number}</ElctrncSeqNb>"
        f"<Acct><Id><IBAN>NL41MOCK0000000001</IBAN></Id></Acct>{balances}{entries}</Stmt>"
    )
    return document("camt.053", "08", f"<BkToCstmrStmt>{inner}</BkToCstmrStmt>")


class TestANotice:
    def test_tells_every_booked_line(self):
        message = read(notice(entry()))
        assert isinstance(message, Notification)
        assert (message.message_id, message.kind) == ("M-1", "camt.054")
        assert message.account == "6222020000000001"
        (line,) = message.entries
        assert (line.ref, line.credit, line.amount) == ("R-1", True, Money(Decimal("1250.00")))
        assert (line.booking_date, line.value_date) == (date(2026, 11, 23), date(2026, 11, 24))
        assert (line.references, line.remittance) == (("HRX",), ("还款", "HRABC"))
        assert (line.end_to_end_id, line.return_reason) == ("E-1", "")

    @pytest.mark.parametrize("version", ["02", "04", "08", "13"])
    def test_is_read_in_every_version(self, version):
        # Before version 08 the status was the text of `Sts` itself.
        status = "BOOK" if version < "08" else "<Cd>BOOK</Cd>"
        assert len(read(notice(entry(status), version)).entries) == 1

    def test_passes_over_a_line_that_may_still_change(self):
        assert read(notice(entry("<Cd>PDNG</Cd>"), kind="camt.052")).entries == ()

    def test_opens_a_batch_into_its_parts(self):
        parts = ("<Amt Ccy='CNY'>250.00</Amt>", "<Amt Ccy='CNY'>1000.00</Amt>")
        details = "".join(DETAILS.format(amount=each) for each in parts)
        lines = read(notice(entry(details=details))).entries
        assert [(each.ref, each.amount.minor) for each in lines] == [
            ("R-1/1", 25_000),
            ("R-1/2", 100_000),
        ]

    def test_whose_parts_do_not_add_up_is_refused(self):
        details = DETAILS.format(amount="<Amt Ccy='CNY'>1.00</Amt>") * 2
        with pytest.raises(MessageUnreadable, match="do not add up"):
            read(notice(entry(details=details)))

    def test_of_a_returned_payment_says_why(self):
        details = "<TxDtls><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls>"
        (line,) = read(notice(entry(details=details))).entries
        assert line.return_reason == "AC04"


class TestAStatement:
    def test_tells_its_number_day_and_balances(self):
        message = read(statement(balance("OPBD", "5.00", "DBIT") + balance("CLBD", "7.50")))
        assert isinstance(message, Statement)
        assert (message.number, message.on) == (7, date(2026, 11, 23))
        assert (message.opening.minor, message.closing.minor) == (-500, 750)

    @pytest.mark.parametrize(
        "broken",
        [
            statement(balance("OPBD", "5.00")),
            statement(balance("OPBD", "5.00") + balance("CLBD", "5.001")),
            statement(balance("OPBD", "5.00") + balance("CLBD", "NaN")),
            statement(balance("OPBD", "5.00") + balance("CLBD", "5.00", "BOTH")),
            statement(balance("OPBD", "1.00") + balance("CLBD", "1.00"), number="x"),
        ],
    )
    def test_that_lacks_something_is_refused(self, broken):
        with pytest.raises(MessageUnreadable):
            read(broken)


class TestAStatusReport:
    def test_tells_each_payment(self):
        body = (
            "<CstmrPmtStsRpt><GrpHdr><MsgId>P-1</MsgId></GrpHdr><OrgnlGrpInfAndSts>"
            "<OrgnlMsgId>O-1</OrgnlMsgId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>"
            "<OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>E-1</OrgnlEndToEndId>"
            "<TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts>"
            "</OrgnlPmtInfAndSts></CstmrPmtStsRpt>"
        )
        message = read(document("pain.002", "10", body))
        assert isinstance(message, StatusReport)
        assert (message.original_message_id, message.group_status) == ("O-1", "PART")
        (payment,) = message.payments
        assert (payment.status, payment.reason) == ("RJCT", "AC04")


HOSTILE = {
    "an entity": b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>',
    "a bomb": b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>',
    "a document type": b"<!DOCTYPE Document>" + notice(entry()).split(b"?>", 1)[1],
    "half a message": notice(entry())[:200],
    "nothing": b"",
    "noise": b"\x00\xff" * 40,
    "another vocabulary": b"<html/>",
    "a message we do not take": document("pacs.004", "09", "<PmtRtr/>"),
    "an empty message": document("camt.054", "08", ""),
    "two reports": notice(entry()).replace(b"</Ntfctn>", b"</Ntfctn><Ntfctn/>"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_hostile_or_foreign_is_refused(what):
    with pytest.raises(MessageUnreadable):
        read(HOSTILE[what])


def test_no_file_is_read_through_an_entity(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("0000")
    head = f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
    hostile = head + notice(entry()).split(b"?>", 1)[1].replace(b"1250.00", b"&e;")
    with pytest.raises(MessageUnreadable, match="document type"):
        read(hostile)


def test_a_message_beyond_the_size_limit_is_refused(monkeypatch):
    monkeypatch.setattr(xml, "LARGEST_BYTES", 100)
    with pytest.raises(MessageUnreadable, match="larger than 100 bytes"):
        read(notice(entry()))
