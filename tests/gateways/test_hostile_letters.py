"""Letters that want to do harm, and letters torn on the way: each is refused by name."""

import pytest

from headrace.gateways.iso20022 import xml
from headrace.gateways.iso20022.reading import read
from headrace.gateways.iso20022.xml import LARGEST_BYTES, MessageUnreadable, parse
from headrace.kit.errors import Malformed
from tests.gateways.letters import (
    HEAD,
    details,
    letter,
    line,
    notice,
    payment_status,
    statement,
    status_report,
    tag,
)
from tests.kit.tongues import in_chinese, in_english, is_told_in_both

GOOD = {
    "a notice": notice(line()),
    "a report": notice(line(), kind="camt.052"),
    "a statement": statement(),
    "an answer": status_report(payment_status("E-1", "ACCP")),
}
LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))


def with_doctype(inside: str, body: bytes = GOOD["a notice"]) -> bytes:
    return body.replace(HEAD.encode(), f"{HEAD}<!DOCTYPE Document{inside}>".encode())


def refusal_of(hostile: bytes) -> MessageUnreadable:
    with pytest.raises(MessageUnreadable) as raised:
        read(hostile)
    return raised.value


class TestADocumentType:
    @pytest.mark.parametrize(
        "inside",
        [
            "",
            " [<!ENTITY e 'x'>]",
            ' [<!ENTITY e SYSTEM "file:///etc/passwd">]',
            ' [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p.dtd">]',
            ' SYSTEM "http://127.0.0.1:1/evil.dtd"',
            ' PUBLIC "-//X//Y" "http://127.0.0.1:1/evil.dtd"',
            " [<!ELEMENT Document ANY>]",
            " [<!ATTLIST Amt Ccy CDATA 'USD'>]",
            f' [<!ENTITY l0 "lol">{LAUGHS}]',
        ],
    )
    @pytest.mark.parametrize("what", GOOD)
    def test_is_refused_whatever_stands_in_it(self, what, inside):
        assert "a document type is not allowed" in str(refusal_of(with_doctype(inside, GOOD[what])))

    def test_cannot_bring_a_file_into_a_reference(self, tmp_path):
        secret = tmp_path / "secret"
        secret.write_text("the-password")
        inside = f' [<!ENTITY e SYSTEM "{secret.as_uri()}">]'
        letter_with_it = with_doctype(inside).replace(b"R-1", b"&e;")

        assert "the-password" not in str(refusal_of(letter_with_it))

    def test_cannot_blow_up_what_it_is_small(self):
        bomb = with_doctype(f' [<!ENTITY l0 "lol">{LAUGHS}]').replace(b"R-1", b"&l9;")

        assert len(bomb) < 4_000
        assert len(str(refusal_of(bomb))) < 400

    def test_that_nobody_declared_leaves_an_entity_undefined(self):
        assert "Entity 'e' not defined" in str(refusal_of(GOOD["a notice"].replace(b"R-1", b"&e;")))


class TestATornLetter:
    @pytest.mark.parametrize("what", GOOD)
    @pytest.mark.parametrize("tenths", range(10))
    def test_is_refused_wherever_it_was_torn(self, what, tenths):
        whole = GOOD[what]

        assert isinstance(refusal_of(whole[: len(whole) * tenths // 10]), Malformed)

    @pytest.mark.parametrize("what", GOOD)
    def test_that_lacks_its_last_sign_is_refused(self, what):
        refusal_of(GOOD[what][:-1])

    @pytest.mark.parametrize("what", GOOD)
    @pytest.mark.parametrize("more", [b"x", b"<Document/>", b"\x00", b"<"])
    def test_with_something_after_its_end_is_refused(self, what, more):
        refusal_of(GOOD[what] + more)

    @pytest.mark.parametrize("what", GOOD)
    @pytest.mark.parametrize("more", [b"\n", b"  \n", b"<!-- end -->", b"<?end?>"])
    def test_with_nothing_that_counts_after_its_end_is_whole(self, what, more):
        assert read(GOOD[what] + more) == read(GOOD[what])

    @pytest.mark.parametrize("what", GOOD)
    def test_whose_elements_cross_is_refused(self, what):
        refusal_of(GOOD[what].replace(b"</GrpHdr>", b"</Grp>"))


class TestWhatIsNoXml:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b" ",
            b"\n\n",
            b"OK",
            b'{"Document": {}}',
            b":20:M-1\r\n:25:6222\r\n:28C:7/1\r\n",
            b"%PDF-1.7",
            b"PK\x03\x04",
            b"\x1f\x8b\x08\x00",
            b"\x00" * 100,
            b"\xff\xfe\xff\xff",
            b"<",
            b"<>",
            b"<?xml version='1.0'?>",
            b"<?xml version='9.9'?><Document/>",
            b"<Document",
            b"<a></b>",
            b"<a b=c/>",
            b"<a b='1' b='2'/>",
            b"&amp;",
        ],
    )
    def test_is_refused_with_one_sentence(self, content):
        sentence = str(refusal_of(content))

        assert sentence.startswith("The custodian's message cannot be read: ")
        assert sentence.endswith(".")

    @pytest.mark.parametrize("raw", [b"\x01", b"\x0b", b"\xff", b"\xc3"])
    def test_is_refused_though_the_rest_is_in_order(self, raw):
        refusal_of(GOOD["a notice"].replace(b"R-1", b"R" + raw))

    def test_of_a_charset_nobody_knows_is_refused(self):
        assert "encoding" in str(refusal_of(GOOD["a notice"].replace(b"UTF-8", b"KLINGON")))

    def test_in_another_charset_than_it_says_is_refused(self):
        note = details(tag("RmtInf", tag("Ustrd", "还款")))
        refusal_of(notice(line(parts=[note])).decode().encode("gb18030"))


class TestALetterBeyondMeasure:
    def test_is_refused_before_it_is_read(self, monkeypatch):
        monkeypatch.setattr(xml, "LARGEST_BYTES", 10)

        assert "larger than 10 bytes" in str(refusal_of(b"<broken and long"))

    def test_may_be_exactly_as_large_as_the_limit(self, monkeypatch):
        monkeypatch.setattr(xml, "LARGEST_BYTES", len(GOOD["a notice"]))

        assert read(GOOD["a notice"])

    def test_begins_at_sixteen_megabytes(self):
        assert LARGEST_BYTES == 16_777_216

    def test_in_depth_is_refused(self):
        deep = letter("camt.054", "<a>" * 300 + "</a>" * 300)

        assert "depth" in str(refusal_of(deep))


class TestWhatXmlWouldFetch:
    def test_by_inclusion_is_not_fetched(self, tmp_path):
        secret = tmp_path / "secret"
        secret.write_text("the-password")
        within = (
            '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude"'
            f' href="{secret.as_uri()}" parse="text"/>'
        )
        including = notice(line(ref=tag("AcctSvcrRef", within)))

        assert "the-password" not in str(refusal_of(including))

    def test_by_a_schemas_address_is_not_fetched(self):
        placed = GOOD["a notice"].replace(
            b"<Document ",
            b'<Document xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
            b' xsi:schemaLocation="urn:x http://127.0.0.1:1/evil.xsd" ',
        )

        assert read(placed) == read(GOOD["a notice"])

    def test_by_an_instruction_to_the_reader_is_not_followed(self):
        told = GOOD["a notice"].replace(
            b"<Document ", b'<?xml-stylesheet href="http://127.0.0.1:1/evil.xsl"?><Document '
        )

        assert read(told) == read(GOOD["a notice"])


class TestParsing:
    @pytest.mark.parametrize(
        ("what", "kind"),
        [
            ("a notice", "camt.054"),
            ("a report", "camt.052"),
            ("a statement", "camt.053"),
            ("an answer", "pain.002"),
        ],
    )
    def test_names_the_kind_without_its_version(self, what, kind):
        assert parse(GOOD[what])[0] == kind

    def test_reads_by_paths_within_the_documents_own_namespace(self):
        _, document = parse(GOOD["a notice"])
        body = document.one("BkToCstmrDbtCdtNtfctn/Ntfctn")

        assert body.text("Acct/Id/Othr/Id") == "6222020000000001"
        assert body.text("Acct/Nm") == ""
        assert body.maybe("Acct/Nm") is None
        assert len(body.all("Ntry")) == 1
        assert body.all("Nothing/At/All") == []

    def test_reads_attributes_and_says_nothing_for_those_that_are_missing(self):
        _, document = parse(GOOD["a notice"])
        money = document.one("BkToCstmrDbtCdtNtfctn/Ntfctn/Ntry/Amt")

        assert (money.attribute("Ccy"), money.attribute("Other")) == ("CNY", "")

    def test_names_the_path_that_is_missing(self):
        _, document = parse(GOOD["a notice"])

        with pytest.raises(MessageUnreadable, match="Nothing/At/All is missing"):
            document.one("Nothing/At/All")
        with pytest.raises(MessageUnreadable, match="Nothing is missing"):
            document.needed("Nothing")


class TestTheRefusal:
    def test_is_a_malformed_input_with_a_stable_code(self):
        refusal = refusal_of(b"")

        assert (refusal.status, refusal.code()) == (422, "gateways/message-unreadable")
        assert refusal.field == ""

    def test_is_told_in_both_languages_with_the_reason(self):
        refusal = refusal_of(letter("camt.029", ""))

        assert is_told_in_both(refusal)
        assert in_english(refusal).message == (
            "The custodian's message cannot be read: camt.029 is not taken in."
        )
        assert in_english(refusal).remedy == (
            "Ask the custodian to send the message again in the agreed profile."
        )
        assert in_chinese(refusal).message == "无法读取存管银行的报文：camt.029 is not taken in。"

    def test_lets_the_journal_keep_why(self):
        assert MessageUnreadable.journalled == ("why",)
