"""Statements of a closed day (camt.053) and answers to payments (pain.002), in every shape."""

from datetime import date

import pytest

from headrace.custody.ports import PaymentStatus, Statement, StatusReport
from headrace.gateways.iso20022.reading import read
from headrace.gateways.iso20022.xml import MessageUnreadable
from tests.gateways.letters import (
    amount,
    balance,
    day,
    letter,
    line,
    payment_status,
    statement,
    status_report,
    tag,
)

# ISO 20022 external code set, payment transaction status: every code that a bank may answer with.
STATUSES = ("ACCC", "ACCP", "ACFC", "ACSC", "ACSP", "ACTC", "ACWC", "ACWP", "PART", "PDNG", "RCVD")
REASONS = ("AC01", "AC04", "AC06", "AG01", "AM04", "BE05", "DUPL", "FF01", "MS03", "RC01")


def told(*balances: str, **more: str) -> Statement:
    message = read(statement("".join(balances), **more))
    assert isinstance(message, Statement)
    return message


class TestTheBalancesOfAStatement:
    @pytest.mark.parametrize("opening", ["OPBD", "PRCD"])
    def test_open_with_the_booked_one_or_the_previous_close(self, opening):
        found = told(balance(opening, "5.00"), balance("CLBD", "7.00"))

        assert (found.opening.minor, found.closing.minor) == (500, 700)

    def test_are_found_in_any_order(self):
        found = told(balance("CLBD", "7.00"), balance("OPBD", "5.00"))

        assert (found.opening.minor, found.closing.minor) == (500, 700)

    @pytest.mark.parametrize("other", ["CLAV", "FWAV", "ITBD", "ITAV", "OPAV", "INFO", "XPCD"])
    def test_that_are_only_available_or_interim_are_passed_over(self, other):
        found = told(
            balance(other, "99.00"),
            balance("OPBD", "5.00"),
            balance(other, "98.00"),
            balance("CLBD", "7.00"),
            balance(other, "97.00"),
        )

        assert (found.opening.minor, found.closing.minor) == (500, 700)

    @pytest.mark.parametrize(
        ("side", "minor"), [("CRDT", 500), ("DBIT", -500)], ids=["in credit", "overdrawn"]
    )
    def test_bear_the_sign_of_their_side(self, side, minor):
        assert told(balance("OPBD", "5.00", side), balance("CLBD")).opening.minor == minor
        assert told(balance("OPBD"), balance("CLBD", "5.00", side)).closing.minor == minor

    def test_of_nothing_have_no_sign(self):
        found = told(balance("OPBD", "0.00", "DBIT"), balance("CLBD", "0", "CRDT"))

        assert found.opening == found.closing
        assert str(found.opening) == "0.00 CNY"

    @pytest.mark.parametrize(
        ("given", "missing"),
        [
            ("", "OPBD"),
            (balance("CLBD"), "OPBD"),
            (balance("OPBD"), "CLBD"),
            (balance("OPAV") + balance("CLBD"), "OPBD"),
            (balance("PRCD") + balance("CLAV"), "CLBD"),
        ],
    )
    def test_that_are_missing_are_named(self, given, missing):
        with pytest.raises(MessageUnreadable, match=f"the balance {missing} is missing"):
            told(given)

    @pytest.mark.parametrize("text", ["", "5,00", "5.001", "NaN", "10000000000000.01"])
    @pytest.mark.parametrize("code", ["OPBD", "CLBD"])
    def test_that_are_no_money_are_refused(self, code, text):
        balances = {"OPBD": balance("OPBD"), "CLBD": balance("CLBD"), code: balance(code, text)}

        with pytest.raises(MessageUnreadable, match="is no amount of money"):
            told(*balances.values())

    @pytest.mark.parametrize("code", ["OPBD", "CLBD"])
    def test_on_no_side_are_refused(self, code):
        balances = {"OPBD": balance("OPBD"), "CLBD": balance("CLBD")}
        balances[code] = balance(code, "5.00", "NETT")

        with pytest.raises(MessageUnreadable, match="NETT is no side"):
            told(*balances.values())

    def test_date_the_statement_by_its_close(self):
        found = told(balance("OPBD", on="2026-11-20"), balance("CLBD", on="2026-11-23"))

        assert found.on == date(2026, 11, 23)

    def test_without_a_day_are_refused(self):
        undated = balance("CLBD").replace(day("Dt"), "")

        with pytest.raises(MessageUnreadable, match="Dt/DtTm is missing"):
            told(balance("OPBD"), undated)


class TestTheNumberOfAStatement:
    @pytest.mark.parametrize(
        ("numbers", "number"),
        [
            ("<ElctrncSeqNb>7</ElctrncSeqNb>", 7),
            ("<LglSeqNb>8</LglSeqNb>", 8),
            ("<ElctrncSeqNb>7</ElctrncSeqNb><LglSeqNb>8</LglSeqNb>", 7),
            ("<ElctrncSeqNb/><LglSeqNb>8</LglSeqNb>", 8),
            ("<ElctrncSeqNb> 0007 </ElctrncSeqNb>", 7),
            ("<ElctrncSeqNb>0</ElctrncSeqNb>", 0),
            ("<ElctrncSeqNb>999999999999999999</ElctrncSeqNb>", 10**18 - 1),
        ],
    )
    def test_is_the_electronic_one_before_the_legal_one(self, numbers, number):
        assert read(statement(numbers=numbers)).number == number

    @pytest.mark.parametrize("text", ["-1", "+7", "7.0", "7a", "seven", "1 2", "0x7", "²", "VII"])
    def test_that_is_no_number_is_refused(self, text):
        with pytest.raises(MessageUnreadable, match="number is no number"):
            read(statement(numbers=tag("ElctrncSeqNb", text)))

    @pytest.mark.parametrize("numbers", ["", "<ElctrncSeqNb/>", "<Id>7</Id>"])
    def test_that_is_missing_is_refused(self, numbers):
        with pytest.raises(MessageUnreadable, match="LglSeqNb is missing"):
            read(statement(numbers=numbers))


class TestTheLinesOfAStatement:
    def test_are_its_booked_ones(self):
        booked = line(money=amount("3.00"), side="DBIT")
        pending = line(status="<Cd>PDNG</Cd>", ref="<AcctSvcrRef>P</AcctSvcrRef>")
        found = read(statement(balance("OPBD") + balance("CLBD"), booked, pending))

        assert [(each.ref, each.credit, each.amount.minor) for each in found.entries] == [
            ("R-1", False, 300)
        ]

    def test_may_be_none_on_a_quiet_day(self):
        assert told(balance("OPBD"), balance("CLBD")).entries == ()

    def test_that_cannot_be_read_refuse_the_whole_statement(self):
        broken = line(side="")

        with pytest.raises(MessageUnreadable, match="CdtDbtInd"):
            read(statement(balance("OPBD") + balance("CLBD"), line(), broken))


def answer(*batches: str, **more: str) -> StatusReport:
    message = read(status_report(*batches, **more))
    assert isinstance(message, StatusReport)
    return message


class TestAnAnswer:
    @pytest.mark.parametrize("status", [*STATUSES, "RJCT"])
    def test_passes_on_every_status_as_the_bank_wrote_it(self, status):
        assert answer(payment_status("E-1", status)).payments == (PaymentStatus("E-1", status, ""),)

    @pytest.mark.parametrize("reason", REASONS)
    def test_passes_on_the_reason_of_a_rejection(self, reason):
        (payment,) = answer(payment_status("E-1", "RJCT", reason)).payments

        assert (payment.status, payment.reason) == ("RJCT", reason)

    @pytest.mark.parametrize("status", [*STATUSES, "RJCT", ""])
    def test_tells_what_became_of_the_whole_file(self, status):
        found = answer(group=status)

        assert (found.group_status, found.payments) == (status, ())

    def test_of_a_file_refused_whole_tells_why(self):
        found = answer(group="RJCT", reason="FF01", original="M-9")

        assert (found.message_id, found.original_message_id) == ("P-1", "M-9")
        assert (found.group_status, found.group_reason) == ("RJCT", "FF01")

    def test_keeps_the_reason_of_the_file_apart_from_that_of_a_payment(self):
        found = answer(payment_status("E-1", "RJCT", "AC04"), group="RJCT", reason="FF01")

        assert (found.group_reason, found.payments[0].reason) == ("FF01", "AC04")

    def test_gives_no_reason_where_the_bank_gave_none(self):
        assert answer(payment_status("E-1", "RJCT"), group="RJCT").payments[0].reason == ""

    def test_takes_the_first_of_several_reasons(self):
        several = payment_status("E-1", "RJCT", "AC04").replace(
            "</TxInfAndSts>", "<StsRsnInf><Rsn><Cd>MS03</Cd></Rsn></StsRsnInf></TxInfAndSts>"
        )

        assert answer(several).payments[0].reason == "AC04"

    def test_tells_the_payments_of_every_batch_in_order(self):
        first = payment_status("E-1", "ACCP") + payment_status("E-2", "RJCT", "AC01")
        found = answer(first, payment_status("E-3", "PDNG"))

        assert [(each.end_to_end_id, each.status) for each in found.payments] == [
            ("E-1", "ACCP"),
            ("E-2", "RJCT"),
            ("E-3", "PDNG"),
        ]

    @pytest.mark.parametrize("version", ["02", "03", "09", "10", "12"])
    def test_is_read_in_every_version(self, version):
        assert len(answer(payment_status("E-1", "ACSC"), version=version).payments) == 1

    @pytest.mark.parametrize(
        ("broken", "missing"),
        [
            (status_report(original=""), "OrgnlMsgId"),
            (status_report(payment_status("", "ACCP")), "OrgnlEndToEndId"),
            (status_report(payment_status("E-1", "")), "TxSts"),
            (status_report().replace(b"<MsgId>P-1</MsgId>", b""), "GrpHdr/MsgId"),
            (letter("pain.002", "<CstmrPmtStsRpt/>"), "OrgnlGrpInfAndSts"),
            (letter("pain.002", ""), "CstmrPmtStsRpt"),
        ],
    )
    def test_that_lacks_something_is_refused_with_what_is_missing(self, broken, missing):
        with pytest.raises(MessageUnreadable, match=f"{missing} is missing"):
            read(broken)
