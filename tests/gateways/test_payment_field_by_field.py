"""A payment file says each thing once, in its place, and is refused when one thing is not right."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from tenor.money import LIMIT_MINOR, Money

from headrace.custody.ports import PaymentOrder
from headrace.gateways.iso20022 import writing
from headrace.gateways.iso20022.writing import PaymentUnwritable, payment_file
from tests.kit.tongues import in_chinese, in_english, is_told_in_both

SPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
MESSAGE, PAYMENT = "01a2099d604b7cd195516b2532b06ae1", "01a2099d604b7f47aa31fe92813e081b"
ORDER = PaymentOrder(
    message_id=MESSAGE,
    end_to_end_id=PAYMENT,
    created_at=datetime(2026, 11, 23, 9, 0, 5, 999_999, tzinfo=timezone(timedelta(hours=8))),
    execution_date=date(2026, 11, 24),
    debtor_name="宁渡存管专户",
    debtor_account="6222020000000001",
    payee_name="宁渡阀门有限公司",
    payee_account="6228480402564890018",
    amount=Money(Decimal("300000.50")),
    purpose_code="drawdown",
    remittance="贷款发放",
)
# Written by hand from the message definition, element by element, before any of our code ran.
BY_HAND = f"""<Document xmlns="{SPACE}"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>{MESSAGE}</MsgId><CreDtTm>2026-11-23T09:00:05+08:00</CreDtTm><NbOfTxs>1</NbOfTxs>
<CtrlSum>300000.50</CtrlSum><InitgPty><Nm>宁渡存管专户</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>{MESSAGE}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>false</BtchBookg>
<NbOfTxs>1</NbOfTxs><CtrlSum>300000.50</CtrlSum><ReqdExctnDt><Dt>2026-11-24</Dt></ReqdExctnDt>
<Dbtr><Nm>宁渡存管专户</Nm></Dbtr>
<DbtrAcct><Id><Othr><Id>6222020000000001</Id></Othr></Id><Ccy>CNY</Ccy></DbtrAcct>
<DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt>
<CdtTrfTxInf><PmtId><EndToEndId>{PAYMENT}</EndToEndId></PmtId>
<Amt><InstdAmt Ccy="CNY">300000.50</InstdAmt></Amt><Cdtr><Nm>宁渡阀门有限公司</Nm></Cdtr>
<CdtrAcct><Id><Othr><Id>6228480402564890018</Id></Othr></Id></CdtrAcct>
<Purp><Prtry>drawdown</Prtry></Purp><RmtInf><Ustrd>贷款发放</Ustrd></RmtInf></CdtTrfTxInf></PmtInf>
</CstmrCdtTrfInitn></Document>"""
HEADER, BATCH = "CstmrCdtTrfInitn/GrpHdr", "CstmrCdtTrfInitn/PmtInf"
TRANSFER = f"{BATCH}/CdtTrfTxInf"
OPTIONAL = {f"{TRANSFER}/RmtInf", f"{BATCH}/DbtrAcct/Ccy"}


def tree(order: PaymentOrder = ORDER) -> etree._Element:
    return etree.fromstring(payment_file(order))


def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(Path(writing.__file__).with_name("pain001_cny.xsd"))))


def path_of(element: etree._Element) -> str:
    """The element's place below the document, by local names."""
    names = [etree.QName(each).localname for each in element.iterancestors()][::-1]
    return "/".join([*names, etree.QName(element).localname]).removeprefix("Document/")


def at(document: etree._Element, path: str) -> etree._Element:
    (found,) = document.findall("/".join(f"{{{SPACE}}}{step}" for step in path.split("/")))
    return found


PLACES = [path_of(each) for each in tree().iter()][1:]
LEAVES = [path_of(each) for each in tree().iter() if not len(each)]


class TestTheFile:
    def test_is_to_the_letter_the_one_written_by_hand(self):
        stripped = etree.XMLParser(remove_blank_text=True)
        by_hand = etree.tostring(etree.fromstring(BY_HAND, stripped), method="c14n")

        assert etree.tostring(tree(), method="c14n") == by_hand

    def test_says_that_it_is_utf_8(self):
        assert payment_file(ORDER).startswith(b"<?xml version='1.0' encoding='UTF-8'?>")

    def test_bears_no_prefix_because_older_banks_read_none(self):
        assert tree().nsmap == {None: SPACE}
        assert {each.prefix for each in tree().iter()} == {None}

    def test_says_every_thing_in_one_place(self):
        assert len(PLACES) == len(set(PLACES))

    @pytest.mark.parametrize(
        ("path", "text"),
        [
            (f"{HEADER}/MsgId", MESSAGE),
            (f"{HEADER}/CreDtTm", "2026-11-23T09:00:05+08:00"),
            (f"{HEADER}/NbOfTxs", "1"),
            (f"{HEADER}/CtrlSum", "300000.50"),
            (f"{HEADER}/InitgPty/Nm", "宁渡存管专户"),
            (f"{BATCH}/PmtInfId", MESSAGE),
            (f"{BATCH}/PmtMtd", "TRF"),
            (f"{BATCH}/BtchBookg", "false"),
            (f"{BATCH}/NbOfTxs", "1"),
            (f"{BATCH}/CtrlSum", "300000.50"),
            (f"{BATCH}/ReqdExctnDt/Dt", "2026-11-24"),
            (f"{BATCH}/Dbtr/Nm", "宁渡存管专户"),
            (f"{BATCH}/DbtrAcct/Id/Othr/Id", "6222020000000001"),
            (f"{BATCH}/DbtrAcct/Ccy", "CNY"),
            (f"{BATCH}/DbtrAgt/FinInstnId/Othr/Id", "NOTPROVIDED"),
            (f"{TRANSFER}/PmtId/EndToEndId", PAYMENT),
            (f"{TRANSFER}/Amt/InstdAmt", "300000.50"),
            (f"{TRANSFER}/Cdtr/Nm", "宁渡阀门有限公司"),
            (f"{TRANSFER}/CdtrAcct/Id/Othr/Id", "6228480402564890018"),
            (f"{TRANSFER}/Purp/Prtry", "drawdown"),
            (f"{TRANSFER}/RmtInf/Ustrd", "贷款发放"),
        ],
    )
    def test_holds_in_each_field_what_the_order_says(self, path, text):
        assert at(tree(), path).text == text

    def test_has_no_field_beyond_those_listed_here(self):
        assert len(LEAVES) == 21

    def test_names_the_currency_of_the_amount(self):
        assert dict(at(tree(), f"{TRANSFER}/Amt/InstdAmt").attrib) == {"Ccy": "CNY"}

    def test_leaves_the_note_out_where_there_is_none(self):
        document = tree(replace(ORDER, remittance=""))

        assert document.findall(f".//{{{SPACE}}}RmtInf") == []
        assert schema().validate(document)


class TestEachFieldOfTheOrder:
    @pytest.mark.parametrize(
        ("changed", "places"),
        [
            ({"message_id": "f" * 32}, {f"{HEADER}/MsgId", f"{BATCH}/PmtInfId"}),
            ({"end_to_end_id": "0" * 32}, {f"{TRANSFER}/PmtId/EndToEndId"}),
            ({"created_at": datetime(2026, 1, 2, tzinfo=UTC)}, {f"{HEADER}/CreDtTm"}),
            ({"execution_date": date(2027, 1, 4)}, {f"{BATCH}/ReqdExctnDt/Dt"}),
            ({"debtor_name": "甲"}, {f"{HEADER}/InitgPty/Nm", f"{BATCH}/Dbtr/Nm"}),
            ({"debtor_account": "9999"}, {f"{BATCH}/DbtrAcct/Id/Othr/Id"}),
            ({"payee_name": "乙"}, {f"{TRANSFER}/Cdtr/Nm"}),
            ({"payee_account": "8888"}, {f"{TRANSFER}/CdtrAcct/Id/Othr/Id"}),
            (
                {"amount": Money(Decimal("0.01"))},
                {f"{HEADER}/CtrlSum", f"{BATCH}/CtrlSum", f"{TRANSFER}/Amt/InstdAmt"},
            ),
            ({"purpose_code": "refund"}, {f"{TRANSFER}/Purp/Prtry"}),
            ({"remittance": "退款"}, {f"{TRANSFER}/RmtInf/Ustrd"}),
        ],
        ids=lambda each: next(iter(each)) if isinstance(each, dict) else "",
    )
    def test_reaches_its_own_places_and_no_other(self, changed, places):
        before, after = tree(), tree(replace(ORDER, **changed))

        assert {path for path in LEAVES if at(before, path).text != at(after, path).text} == places

    def test_is_covered_by_this_table(self):
        assert len(ORDER.__dataclass_fields__) == 11


class TestAmounts:
    @pytest.mark.parametrize(
        ("amount", "written"),
        [
            ("0.01", "0.01"),
            ("1", "1.00"),
            ("1E+3", "1000.00"),
            ("10", "10.00"),
            ("99999999.9", "99999999.90"),
            (str(Decimal(LIMIT_MINOR) / 100), "10000000000000.00"),
        ],
    )
    def test_are_written_in_yuan_and_fen_without_an_exponent(self, amount, written):
        document = tree(replace(ORDER, amount=Money(Decimal(amount))))

        assert at(document, f"{TRANSFER}/Amt/InstdAmt").text == written
        assert at(document, f"{HEADER}/CtrlSum").text == written

    @pytest.mark.parametrize("amount", ["0", "-0.01", "-300000.50"])
    def test_of_nothing_or_less_leave_by_no_payment(self, amount):
        with pytest.raises(PaymentUnwritable):
            payment_file(replace(ORDER, amount=Money(Decimal(amount))))

    @pytest.mark.parametrize("currency", ["USD", "EUR", "HKD", "JPY"])
    def test_of_another_currency_are_not_in_the_profile(self, currency):
        with pytest.raises(PaymentUnwritable, match="Ccy"):
            payment_file(replace(ORDER, amount=Money(Decimal(5), currency)))


class TestTexts:
    @pytest.mark.parametrize("length", [1, 2, 139, 140])
    @pytest.mark.parametrize("name", ["debtor_name", "payee_name", "remittance"])
    def test_have_room_for_140_characters_chinese_ones_too(self, name, length):
        assert payment_file(replace(ORDER, **{name: "长" * length}))

    @pytest.mark.parametrize("name", ["debtor_name", "payee_name", "remittance"])
    def test_of_141_are_refused_rather_than_cut(self, name):
        with pytest.raises(PaymentUnwritable, match="141"):
            payment_file(replace(ORDER, **{name: "长" * 141}))

    @pytest.mark.parametrize("name", ["debtor_name", "payee_name"])
    @pytest.mark.parametrize("blank", ["", " ", "\t", "\n", "     "])
    def test_that_name_nobody_are_refused(self, name, blank):
        with pytest.raises(PaymentUnwritable):
            payment_file(replace(ORDER, **{name: blank}))

    @pytest.mark.parametrize("unfit", ["\x00", "\x01", "\x08", "\x0b", "\x1f", "\ud800", "\uffff"])
    @pytest.mark.parametrize(
        "name", ["debtor_name", "payee_name", "payee_account", "purpose_code", "remittance"]
    )
    def test_with_what_xml_cannot_carry_are_refused(self, name, unfit):
        with pytest.raises(PaymentUnwritable):
            payment_file(replace(ORDER, **{name: f"12{unfit}34"}))

    @pytest.mark.parametrize(
        "name",
        ["<b>阀门</b>", "A & B", "甲]]>乙", '"quoted"', "it's", "&amp;", "<!--x-->", "<?x?>"],
    )
    def test_that_look_like_markup_stay_text(self, name):
        document = tree(replace(ORDER, payee_name=name, remittance=name))

        assert at(document, f"{TRANSFER}/Cdtr/Nm").text == name
        assert len(at(document, f"{TRANSFER}/Cdtr/Nm")) == 0
        assert at(document, f"{TRANSFER}/RmtInf/Ustrd").text == name


class TestNumbersAndIds:
    @pytest.mark.parametrize("number", ["1234", "A" * 34, "0" * 34, "CN00X1"])
    @pytest.mark.parametrize("name", ["debtor_account", "payee_account"])
    def test_of_accounts_have_4_to_34_digits_and_capitals(self, name, number):
        assert payment_file(replace(ORDER, **{name: number}))

    @pytest.mark.parametrize(
        "number", ["", "123", "1" * 35, "12345a", "1234-5", " 1234", "１２３４", "12\n34"]
    )
    @pytest.mark.parametrize("name", ["debtor_account", "payee_account"])
    def test_of_accounts_in_any_other_form_are_refused(self, name, number):
        with pytest.raises(PaymentUnwritable):
            payment_file(replace(ORDER, **{name: number}))

    @pytest.mark.parametrize(
        "bad", ["", "a" * 31, "a" * 33, "A" * 32, "g" * 32, f"{PAYMENT} ", f" {PAYMENT[1:]}"]
    )
    @pytest.mark.parametrize("name", ["message_id", "end_to_end_id"])
    def test_of_ours_are_32_hex_digits_in_lower_case(self, name, bad):
        with pytest.raises(PaymentUnwritable):
            payment_file(replace(ORDER, **{name: bad}))

    @pytest.mark.parametrize(("code", "fits"), [("", False), ("x" * 35, True), ("x" * 36, False)])
    def test_of_the_purpose_has_1_to_35_characters(self, code, fits):
        order = replace(ORDER, purpose_code=code)
        if fits:
            assert payment_file(order)
        else:
            with pytest.raises(PaymentUnwritable, match="Prtry"):
                payment_file(order)


class TestTheProfile:
    """The schema beside the writer, held against documents with one thing changed."""

    @pytest.mark.parametrize("path", sorted(set(PLACES) - OPTIONAL))
    def test_misses_every_element_that_is_taken_out(self, path):
        document = tree()
        element = at(document, path)
        element.getparent().remove(element)

        assert not schema().validate(document)

    @pytest.mark.parametrize("path", sorted(OPTIONAL))
    def test_lets_only_the_note_and_the_accounts_currency_be_missing(self, path):
        document = tree()
        element = at(document, path)
        element.getparent().remove(element)

        assert schema().validate(document)

    @pytest.mark.parametrize("path", PLACES)
    def test_takes_no_element_twice(self, path):
        document = tree()
        element = at(document, path)
        element.addnext(deepcopy(element))

        assert not schema().validate(document)

    @pytest.mark.parametrize("path", [f"{HEADER}/MsgId", f"{BATCH}/Dbtr", f"{TRANSFER}/Cdtr"])
    def test_takes_no_element_in_another_place(self, path):
        document = tree()
        element = at(document, path)
        element.getparent().append(element)

        assert not schema().validate(document)

    @pytest.mark.parametrize(
        "parent", ["CstmrCdtTrfInitn", HEADER, BATCH, TRANSFER, f"{TRANSFER}/Cdtr"]
    )
    def test_takes_no_element_that_it_does_not_know(self, parent):
        document = tree()
        etree.SubElement(at(document, parent), f"{{{SPACE}}}SplmtryData")

        assert not schema().validate(document)

    @pytest.mark.parametrize(
        ("path", "text"),
        [
            (f"{HEADER}/NbOfTxs", "2"),
            (f"{BATCH}/NbOfTxs", "0"),
            (f"{HEADER}/CtrlSum", "1.001"),
            (f"{HEADER}/CtrlSum", "1e3"),
            (f"{HEADER}/CreDtTm", "2026-11-23"),
            (f"{BATCH}/ReqdExctnDt/Dt", "23.11.2026"),
            (f"{BATCH}/ReqdExctnDt/Dt", "2026-02-30"),
            (f"{BATCH}/BtchBookg", "no"),
            (f"{TRANSFER}/Amt/InstdAmt", "12345678901234567.89"),
        ],
    )
    def test_takes_no_text_of_another_type(self, path, text):
        document = tree()
        at(document, path).text = text

        assert not schema().validate(document)


class TestTheRefusal:
    def refusal(self, **wrong: object) -> PaymentUnwritable:
        with pytest.raises(PaymentUnwritable) as raised:
            payment_file(replace(ORDER, **wrong))
        return raised.value

    def test_names_the_element_that_does_not_fit(self):
        assert "CdtrAcct" not in in_english(self.refusal(payee_name="")).message
        assert "Nm" in in_english(self.refusal(payee_name="")).message

    def test_is_a_malformed_input_and_tells_what_to_correct(self):
        refusal = self.refusal(payee_account="12")

        assert (refusal.status, refusal.code()) == (422, "gateways/payment-unwritable")
        assert in_english(refusal).remedy == (
            "Correct the payee's name, account or the text of the payment."
        )

    def test_is_told_in_both_languages(self):
        refusal = self.refusal(payee_account="12")

        assert is_told_in_both(refusal)
        assert refusal.facts["why"] in in_chinese(refusal).message

    def test_keeps_the_payees_data_out_of_the_journal(self):
        assert PaymentUnwritable.journalled == ()
