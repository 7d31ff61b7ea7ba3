"""Lines of an account, camt.052 and camt.054, in every shape that the standard allows a bank."""

from datetime import date

import pytest
from tenor.money import Money

from headrace.custody.ports import Entry, Notification
from headrace.gateways.iso20022.reading import read
from headrace.gateways.iso20022.xml import MessageUnreadable
from tests.gateways.letters import NUMBERED, amount, day, details, line, notice, space, tag

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def lines(*given: str, **more: str) -> tuple[Entry, ...]:
    return read(notice(*given, **more)).entries


def yuan(text: str) -> Money:
    whole, _, fraction = text.partition(".")
    return Money.from_minor(int(whole + fraction))


def one(**said) -> Entry:
    (only,) = lines(line(**said))
    return only


class TestTheLetter:
    @pytest.mark.parametrize("kind", ["camt.052", "camt.054"])
    def test_says_which_kind_it_is(self, kind):
        message = read(notice(line(), kind=kind))

        assert isinstance(message, Notification)
        assert (message.kind, message.message_id) == (kind, "M-1")

    def test_without_lines_is_a_letter_all_the_same(self):
        assert lines() == ()

    def test_tells_its_lines_in_its_own_order(self):
        given = [line(ref=f"<AcctSvcrRef>R-{number}</AcctSvcrRef>") for number in (3, 1, 2)]

        assert [each.ref for each in lines(*given)] == ["R-3", "R-1", "R-2"]

    @pytest.mark.parametrize(
        ("account", "number"),
        [
            (NUMBERED, "6222020000000001"),
            ("<Acct><Id><IBAN>CN3362220200</IBAN></Id></Acct>", "CN3362220200"),
            ("<Acct><Id><Othr><Id> 6222 </Id></Othr></Id><Ccy>CNY</Ccy></Acct>", "6222"),
            (
                "<Acct><Id><Othr><Id>62</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id></Acct>",
                "62",
            ),
        ],
    )
    def test_names_its_account_by_a_number_or_an_iban(self, account, number):
        assert read(notice(line(), account=account)).account == number

    @pytest.mark.parametrize(
        ("without", "missing"),
        [
            ({"account": ""}, "Acct"),
            ({"account": "<Acct/>"}, "Id/IBAN"),
            ({"account": "<Acct><Id><Othr><Id/></Othr></Id></Acct>"}, "Id/IBAN"),
            ({"msg_id": ""}, "GrpHdr/MsgId"),
            ({"msg_id": " "}, "GrpHdr/MsgId"),
        ],
    )
    def test_without_its_account_or_id_is_refused_with_what_is_missing(self, without, missing):
        with pytest.raises(MessageUnreadable, match=f"{missing} is missing"):
            read(notice(line(), **without))

    def test_of_one_kind_in_the_clothes_of_another_is_refused(self):
        disguised = notice(line()).replace(b"camt.054", b"camt.052")

        with pytest.raises(MessageUnreadable, match="BkToCstmrAcctRpt is missing"):
            read(disguised)

    @pytest.mark.parametrize("count", [2, 3])
    def test_about_several_accounts_is_refused_with_their_number(self, count):
        more = b"</Ntfctn>" + b"<Ntfctn/>" * (count - 1)

        with pytest.raises(MessageUnreadable, match=f"it has {count} reports"):
            read(notice(line()).replace(b"</Ntfctn>", more))

    def test_about_no_account_is_refused(self):
        empty = notice().replace(b"<Ntfctn>", b"<Other>").replace(b"</Ntfctn>", b"</Other>")

        with pytest.raises(MessageUnreadable, match="0 reports"):
            read(empty)

    def test_in_a_prefix_says_the_same(self):
        plain = notice(line()).decode()
        prefixed = plain.replace("</", "</c:").replace("<", "<c:").replace("<c:/c:", "</c:")
        prefixed = prefixed.replace("<c:?xml", "<?xml").replace("xmlns=", "xmlns:c=")

        assert read(prefixed.encode()) == read(plain.encode())

    @pytest.mark.parametrize("charset", ["UTF-8", "UTF-16", "GB18030", "GBK"])
    def test_is_read_in_the_letters_of_any_charset_it_names(self, charset):
        note = details(tag("RmtInf", tag("Ustrd", "还款")))
        text = notice(line(parts=[note])).decode().replace("UTF-8", charset)

        assert read(text.encode(charset)).entries[0].remittance == ("还款",)

    def test_ignores_white_space_and_comments_between_its_elements(self):
        loose = notice(line()).replace(b"><", b">\n  <!-- printed by the bank -->\t<")

        assert read(loose) == read(notice(line()))

    def test_ignores_elements_that_it_has_no_use_for(self):
        chatty = notice(line()).replace(
            b"<Ntry>", b"<CreDtTm>2026-11-23T18:00:00</CreDtTm><TxsSummry/><Ntry><BkTxCd/>"
        )

        assert read(chatty) == read(notice(line()))


class TestTheStateOfALine:
    @pytest.mark.parametrize("status", ["PDNG", "INFO", "FUTR", "book", "BOOKED", ""])
    @pytest.mark.parametrize("wrapped", [True, False], ids=["since 08", "before 08"])
    def test_other_than_booked_is_passed_over(self, status, wrapped):
        assert lines(line(status=tag("Cd", status) if wrapped else status)) == ()

    def test_that_is_missing_is_not_taken_for_booked(self):
        assert lines(line(status="")) == ()

    @pytest.mark.parametrize("status", ["BOOK", "<Cd>BOOK</Cd>", " BOOK ", "<Cd> BOOK\n</Cd>"])
    def test_booked_is_a_fact_in_either_spelling(self, status):
        assert one(status=status).ref == "R-1"

    def test_of_the_bank_alone_is_not_taken_for_booked(self):
        assert lines(line(status="<Prtry>BOOK</Prtry>")) == ()

    def test_is_judged_line_by_line(self):
        pending = line(status="<Cd>PDNG</Cd>", ref="<AcctSvcrRef>P</AcctSvcrRef>")

        assert [each.ref for each in lines(pending, line(), pending)] == ["R-1"]

    def test_pending_need_not_be_whole(self):
        assert lines(line(status="PDNG", money="", side="", booked="", ref="")) == ()


class TestTheSideOfALine:
    @pytest.mark.parametrize(("side", "credit"), [("CRDT", True), ("DBIT", False)])
    def test_is_credit_or_debit(self, side, credit):
        assert one(side=side).credit is credit

    @pytest.mark.parametrize("side", ["C", "D", "crdt", "CRDTDBIT", "BOTH", "-"])
    def test_of_another_name_is_refused(self, side):
        with pytest.raises(MessageUnreadable, match=f"{side} is no side of an account"):
            one(side=side)

    def test_that_is_missing_is_never_guessed(self):
        with pytest.raises(MessageUnreadable, match="CdtDbtInd is missing"):
            one(side="")


class TestTheAmountOfALine:
    @pytest.mark.parametrize(
        ("text", "currency", "minor"),
        [
            ("1250.00", "CNY", 125_000),
            ("1250", "CNY", 125_000),
            ("1250.5", "CNY", 125_050),
            ("0.01", "CNY", 1),
            ("0001.10", "CNY", 110),
            (" 12.34 ", "CNY", 1_234),
            ("1.00000", "CNY", 100),
            ("500", "JPY", 500),
            ("1.234", "KWD", 1_234),
            ("10000000000000.00", "CNY", 10**15),
        ],
    )
    def test_is_read_to_the_last_minor_unit(self, text, currency, minor):
        assert one(money=amount(text, currency)).amount == Money.from_minor(minor, currency)

    @pytest.mark.parametrize(
        "text",
        ["", "-", "1,250.00", "12 50", "1250.00 CNY", "0.001", "NaN", "Infinity", "-Infinity"],
    )
    def test_that_is_no_money_is_refused(self, text):
        with pytest.raises(MessageUnreadable, match="is no amount of money"):
            one(money=amount(text))

    @pytest.mark.parametrize("text", ["10000000000000.01", "9" * 18, "9" * 400])
    def test_beyond_measure_is_refused(self, text):
        with pytest.raises(MessageUnreadable, match="is no amount of money"):
            one(money=amount(text))

    @pytest.mark.parametrize("currency", ["", "XXX", "cny", "RMB", "CNYN"])
    def test_of_an_unknown_currency_is_refused(self, currency):
        with pytest.raises(MessageUnreadable, match="is no amount of money"):
            one(money=amount("5.00", currency))

    def test_without_a_currency_is_refused(self):
        with pytest.raises(MessageUnreadable, match="is no amount of money"):
            one(money="<Amt>5.00</Amt>")

    def test_that_is_missing_is_refused(self):
        with pytest.raises(MessageUnreadable, match="Amt is missing"):
            one(money="")


class TestTheDaysOfALine:
    @pytest.mark.parametrize(
        "told",
        [
            "<Dt>2026-11-24</Dt>",
            "<DtTm>2026-11-24T23:59:59</DtTm>",
            "<DtTm>2026-11-24T00:00:00.000+08:00</DtTm>",
            "<Dt> 2026-11-24 </Dt>",
        ],
    )
    @pytest.mark.parametrize("which", ["BookgDt", "ValDt"])
    def test_are_told_as_a_day_or_an_instant(self, which, told):
        said = {"booked" if which == "BookgDt" else "valued": tag(which, told)}
        found = one(**said)

        assert (found.booking_date if which == "BookgDt" else found.value_date) == TUESDAY

    def test_are_kept_apart(self):
        found = one(booked=day("BookgDt", "2026-11-23"), valued=day("ValDt", "2026-11-24"))

        assert (found.booking_date, found.value_date) == (MONDAY, TUESDAY)

    def test_of_value_follow_the_booking_where_none_is_told(self):
        assert one(valued="").value_date == MONDAY

    @pytest.mark.parametrize(
        "text", ["2026-02-30", "2026-13-01", "23.11.2026", "today", "0000-01-01"]
    )
    @pytest.mark.parametrize("which", ["BookgDt", "ValDt"])
    def test_that_no_calendar_has_are_refused(self, which, text):
        said = {"booked" if which == "BookgDt" else "valued": day(which, text)}

        with pytest.raises(MessageUnreadable, match=f"{text} is no day"):
            one(**said)

    @pytest.mark.parametrize("booked", ["", "<BookgDt/>", "<BookgDt><Dt/></BookgDt>"])
    def test_of_booking_may_not_be_missing(self, booked):
        with pytest.raises(MessageUnreadable, match="BookgDt/DtTm is missing"):
            one(booked=booked)


class TestTheReferenceOfALine:
    @pytest.mark.parametrize(
        ("told", "ref"),
        [
            ("<AcctSvcrRef>A</AcctSvcrRef>", "A"),
            ("<NtryRef>N</NtryRef>", "N"),
            ("<NtryRef>N</NtryRef><AcctSvcrRef>A</AcctSvcrRef>", "A"),
            ("<NtryRef>N</NtryRef><AcctSvcrRef/>", "N"),
            ("<AcctSvcrRef>R&amp;1</AcctSvcrRef>", "R&1"),
        ],
    )
    def test_is_the_banks_own_before_the_lines(self, told, ref):
        assert one(ref=told).ref == ref

    def test_that_is_missing_is_refused_because_two_copies_could_not_be_told(self):
        with pytest.raises(MessageUnreadable, match="NtryRef is missing"):
            one(ref="")


class TestTheDetailsOfALine:
    def test_may_be_missing(self):
        found = one()

        assert (found.end_to_end_id, found.references, found.remittance) == ("", (), ())
        assert found.return_reason == ""

    def test_tell_the_id_that_the_payer_gave(self):
        refs = tag("Refs", tag("MsgId", "x"), tag("EndToEndId", "E-7"), tag("TxId", "y"))

        assert one(parts=[details(refs)]).end_to_end_id == "E-7"

    def test_tell_every_line_of_the_note_in_order(self):
        note = tag("RmtInf", tag("Ustrd", "一"), tag("Ustrd", "二"), tag("Ustrd", "三"))

        assert one(parts=[details(note)]).remittance == ("一", "二", "三")

    def test_tell_every_creditors_reference(self):
        def strd(ref):
            return tag("Strd", tag("CdtrRefInf", tag("Ref", ref)))

        note = tag("RmtInf", strd("HRA"), strd("HRB"))

        assert one(parts=[details(note)]).references == ("HRA", "HRB")

    def test_of_a_referred_document_are_no_creditors_reference(self):
        note = tag("RmtInf", tag("Strd", tag("RfrdDocInf", tag("Nb", "HRA"))))

        assert one(parts=[details(note)]).references == ()

    @pytest.mark.parametrize(
        ("reason", "told"),
        [
            ("<Rsn><Cd>AC04</Cd></Rsn>", "AC04"),
            ("<Rsn><Prtry>closed</Prtry></Rsn>", "closed"),
            ("<Rsn><Cd>AC06</Cd><Prtry>both</Prtry></Rsn>", "AC06"),
            ("<AddtlInf>account closed</AddtlInf>", "NARR"),
            ("", "NARR"),
        ],
    )
    def test_of_a_return_always_name_a_reason(self, reason, told):
        assert one(parts=[details(tag("RtrInf", reason))]).return_reason == told


class TestABatch:
    def batch(self, *amounts: str, total: str) -> tuple[Entry, ...]:
        parts = [
            details(tag("Refs", tag("EndToEndId", f"E-{number}")), amount(each))
            for number, each in enumerate(amounts, start=1)
        ]
        return lines(line(money=amount(total), parts=parts))

    @pytest.mark.parametrize(
        ("amounts", "total"),
        [
            (("0.01", "0.02"), "0.03"),
            (("1.00", "2.00", "3.00"), "6.00"),
            (("0.10",) * 10, "1.00"),
            (("9999999999999.99", "0.01"), "10000000000000.00"),
        ],
    )
    def test_gives_each_part_its_amount_and_a_reference_of_its_own(self, amounts, total):
        found = self.batch(*amounts, total=total)

        assert [each.amount for each in found] == [yuan(each) for each in amounts]
        assert [each.ref for each in found] == [f"R-1/{at + 1}" for at in range(len(amounts))]
        assert [each.end_to_end_id for each in found] == [f"E-{at + 1}" for at in range(len(found))]

    def test_of_one_part_takes_the_amount_of_the_line(self):
        (only,) = self.batch("1.00", total="7.00")

        assert (only.amount, only.ref) == (Money.from_minor(700), "R-1")

    @pytest.mark.parametrize(
        ("amounts", "total"), [(("1.00", "2.00"), "3.01"), (("1.00", "2.00"), "2.99")]
    )
    def test_that_is_a_fen_out_is_refused_with_its_reference(self, amounts, total):
        with pytest.raises(MessageUnreadable, match="the parts of R-1 do not add up"):
            self.batch(*amounts, total=total)

    def test_with_a_part_that_names_no_amount_is_refused(self):
        with pytest.raises(MessageUnreadable, match="Amt is missing"):
            lines(line(parts=[details(amount("1250.00")), details()]))

    def test_shares_the_days_and_the_side_of_its_line(self):
        parts = [details(amount("1.00")), details(amount("2.00"))]
        found = lines(line(money=amount("3.00"), side="DBIT", parts=parts))

        assert {(each.credit, each.booking_date) for each in found} == {(False, MONDAY)}

    def test_may_be_spread_over_several_groups_of_details(self):
        groups = "".join(tag("NtryDtls", details(amount(each))) for each in ("1.00", "2.00"))
        found = lines(line(money=amount("3.00"), ref=f"<NtryRef>N</NtryRef>{groups}"))

        assert [each.ref for each in found] == ["N/1", "N/2"]


class TestAForeignNamespace:
    @pytest.mark.parametrize(
        "name",
        [
            "urn:iso:std:iso:20022:tech:xsd:camt.054.001.8",
            "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08.1",
            "urn:iso:std:iso:20022:tech:xsd:camt.54.001.08",
            "urn:iso:std:iso:20022:tech:xsd:CAMT.054.001.08",
            "URN:ISO:STD:ISO:20022:tech:xsd:camt.054.001.08",
            "https://example.org/camt.054.001.08",
            "",
        ],
    )
    def test_is_no_iso_20022_document(self, name):
        foreign = notice(line()).replace(space("camt.054").encode(), name.encode())

        with pytest.raises(MessageUnreadable, match="no ISO 20022 document"):
            read(foreign)

    @pytest.mark.parametrize("kind", ["camt.029", "camt.056", "pacs.002", "pain.001", "head.001"])
    def test_of_a_kind_that_is_not_taken_in_is_named(self, kind):
        foreign = notice(line()).replace(b"camt.054", kind.encode())

        with pytest.raises(MessageUnreadable, match=f"{kind} is not taken in"):
            read(foreign)

    def test_on_one_element_hides_it(self):
        mixed = notice(line()).replace(b"<Ntry>", b'<Ntry xmlns="urn:other">')

        assert read(mixed).entries == ()

    def test_on_another_root_is_refused(self):
        rooted = notice(line()).replace(b"Document", b"Dokument")

        with pytest.raises(MessageUnreadable, match="no ISO 20022 document"):
            read(rooted)
