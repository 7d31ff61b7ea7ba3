"""What a bank writes is read as ISO 20022 defines it, or refused by name: never by halves."""

from datetime import date

import pytest

from headrace.gateways.iso20022.reading import read
from headrace.gateways.iso20022.xml import MessageUnreadable
from tests.gateways.letters import (
    amount,
    balance,
    details,
    line,
    notice,
    payment_status,
    statement,
    status_report,
    tag,
)


def only(**said):
    (found,) = read(notice(line(**said))).entries
    return found


class TestATextCutInTwo:
    @pytest.mark.parametrize("cut", ["<!--x-->", "<?x y?>", "<![CDATA[]]>"])
    def test_is_read_whole(self, cut):
        assert only(money=amount(f"1{cut}000.00")).amount.minor == 100_000

    def test_by_an_element_is_refused_with_its_name(self):
        with pytest.raises(MessageUnreadable, match="Amt holds elements where text is expected"):
            only(money=amount("1<b/>000.00"))

    def test_in_a_reference_is_refused_with_its_name(self):
        with pytest.raises(MessageUnreadable, match="AcctSvcrRef holds elements"):
            only(ref="<AcctSvcrRef>R<b>-1</b></AcctSvcrRef>")


class TestAnAmount:
    @pytest.mark.parametrize(
        "text",
        ["-5.00", "+5", "1_000.00", "1E3", "1e3", "５.００", "٥", ".5", "5.", "5.000000", "0" * 19],
    )
    def test_in_a_spelling_of_pythons_alone_is_refused(self, text):
        with pytest.raises(MessageUnreadable, match="is no amount of money"):
            only(money=amount(text))

    @pytest.mark.parametrize("text", ["5", "5.00", "5.00000", "000000000000000005"])
    def test_in_the_spelling_of_the_standard_is_read(self, text):
        assert only(money=amount(text)).amount.minor == 500


class TestThePartsOfABatch:
    def batch(self, *parts: str, total: str = "3.00", side: str = "CRDT"):
        return read(notice(line(money=amount(total), side=side, parts=parts))).entries

    def test_in_another_currency_are_refused(self):
        with pytest.raises(MessageUnreadable, match="a part of R-1 is in USD, not in CNY"):
            self.batch(details(amount("1.00")), details(amount("2.00", "USD")))

    @pytest.mark.parametrize("side", ["CRDT", "DBIT"])
    def test_on_the_other_side_are_refused(self, side):
        other = tag("CdtDbtInd", "DBIT" if side == "CRDT" else "CRDT")
        parts = (details(amount("1.00")), details(amount("2.00"), other))
        with pytest.raises(MessageUnreadable, match="a part of R-1 is on the other side"):
            self.batch(*parts, side=side)

    def test_of_a_negative_amount_are_refused(self):
        with pytest.raises(MessageUnreadable, match=r"'-1\.00' is no amount of money"):
            self.batch(details(amount("-1.00")), details(amount("4.00")))

    def test_that_name_their_own_side_rightly_are_read(self):
        same = tag("CdtDbtInd", "CRDT")
        found = self.batch(details(amount("1.00"), same), details(amount("2.00"), same))
        assert [each.amount.minor for each in found] == [100, 200]

    def test_of_version_02_are_read_from_the_details_of_the_amount(self):
        def part(text: str) -> str:
            return details(tag("AmtDtls", tag("TxAmt", amount(text))))

        letter = notice(line(money=amount("3.00"), status="BOOK", parts=[part("1.00"), part("2")]))
        found = read(letter.replace(b"camt.054.001.08", b"camt.054.001.02")).entries
        assert [(each.ref, each.amount.minor) for each in found] == [("R-1/1", 100), ("R-1/2", 200)]


class TestADay:
    @pytest.mark.parametrize(
        "told",
        ["<Dt>2026-11-24Z</Dt>", "<Dt>2026-11-24+08:00</Dt>", "<DtTm>2026-11-24T23:00:00Z</DtTm>"],
    )
    def test_with_an_offset_is_the_day_that_is_written(self, told):
        assert only(booked=tag("BookgDt", told)).booking_date == date(2026, 11, 24)

    @pytest.mark.parametrize(
        "told",
        [
            "<Dt>2026-11-24 or so</Dt>",
            "<Dt>2026-W48-2</Dt>",
            "<Dt>20261124</Dt>",
            "<Dt>2026-11-24T00:00:00</Dt>",
            "<Dt>2026-11-24+99:00</Dt>",
            "<Dt>２０２６-11-24</Dt>",
            "<DtTm>2026-11-24</DtTm>",
            "<DtTm>2026-11-24T99:00:00</DtTm>",
            "<DtTm>2026-11-24 10:00:00</DtTm>",
        ],
    )
    def test_in_another_form_is_refused(self, told):
        with pytest.raises(MessageUnreadable, match="is no day"):
            only(booked=tag("BookgDt", told))


class TestTheNumberOfAStatement:
    @pytest.mark.parametrize("digits", [19, 5_000])
    def test_of_too_many_digits_is_refused(self, digits):
        with pytest.raises(MessageUnreadable, match="number has over 18 digits"):
            read(statement(numbers=tag("ElctrncSeqNb", "9" * digits)))

    def test_in_digits_of_another_script_is_refused(self):
        with pytest.raises(MessageUnreadable, match="number is no number"):
            read(statement(numbers=tag("ElctrncSeqNb", "７")))


def why(reason: str, kind: str = "Cd") -> str:
    return tag("StsRsnInf", tag("Rsn", tag(kind, reason)))


class TestARejection:
    @pytest.mark.parametrize("group", ["", "PART", "RJCT"])
    def test_of_the_only_batch_rejects_the_file(self, group):
        found = read(status_report(tag("PmtInfSts", "RJCT") + why("AC01"), group=group))
        assert (found.group_status, found.group_reason) == ("RJCT", "AC01")

    def test_of_a_file_that_came_twice_keeps_saying_so(self):
        batch = tag("PmtInfSts", "RJCT") + why("FF01")
        found = read(status_report(batch, group="RJCT", reason="DUPL"))
        assert found.group_reason == "DUPL"

    def test_of_a_batch_that_tells_its_payments_leaves_them_to_speak(self):
        batch = tag("PmtInfSts", "RJCT") + payment_status("E-1", "RJCT", "AC04")
        found = read(status_report(batch))
        assert (found.group_status, found.payments[0].reason) == ("", "AC04")

    def test_of_one_batch_among_others_is_not_that_of_the_file(self):
        batches = (tag("PmtInfSts", "RJCT"), tag("PmtInfSts", "ACCP"))
        assert read(status_report(*batches, group="PART")).group_status == "PART"

    def test_for_a_reason_of_the_banks_own_keeps_it(self):
        payment = payment_status("E-1", "RJCT").replace(
            "</TxInfAndSts>", why("E4021", "Prtry") + "</TxInfAndSts>"
        )
        batch = tag("PmtInfSts", "RJCT") + why("E4022", "Prtry")
        assert read(status_report(payment)).payments[0].reason == "E4021"
        assert read(status_report(batch)).group_reason == "E4022"


def test_a_line_of_nothing_is_told():
    letter = statement(balance("OPBD") + balance("CLBD"), line(money=amount("0.00")))
    assert [each.amount.minor for each in read(letter).entries] == [0]
