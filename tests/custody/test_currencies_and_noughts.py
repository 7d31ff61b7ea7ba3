"""Other money than the book's is refused whole; a line of nothing is noted and moves nothing."""

import pytest

from headrace.custody import queries, services
from headrace.custody.models import Instruction, Message, StatementEntry
from headrace.custody.services.sending import begin_sending
from tests.gateways.letters import (
    amount,
    balance,
    line,
    notice,
    statement,
    status_report,
    tag,
)
from tests.kit.tongues import is_told_in_both

from .world import TownWorld, yuan

EMPTY = balance("OPBD", "0.00") + balance("CLBD", "0.00")


class TestAnotherCurrency:
    @pytest.mark.parametrize(
        "told",
        [
            notice(line(money=amount("9.00", "USD"))),
            notice(line(), line(money=amount("9.00", "JPY").replace("9.00", "9"))),
            statement(EMPTY.replace("CNY", "USD")),
            statement(balance("OPBD", "0.00") + balance("CLBD", "0.00").replace("CNY", "USD")),
            statement(EMPTY, line(money=amount("9.00", "USD"))),
        ],
    )
    def test_refuses_the_message_and_books_nothing_of_it(self, town: TownWorld, told):
        with pytest.raises(services.CurrencyForeign) as refused:
            town.receive(told)
        assert is_told_in_both(refused.value)
        assert refused.value.facts["expected"] == "CNY"
        assert not StatementEntry.objects.filter(book_id=town.book).exists()
        assert not Message.objects.filter(book_id=town.book).exists()

    def test_in_the_outbox_is_a_break(self, town: TownWorld):
        foreign = town.bank.outbox / "camt.054.001.08-6222020000000001-999.xml"
        foreign.write_bytes(notice(line(money=amount("9.00", "USD"))))
        assert town.collect().refused == (("999", "custody/currency-foreign"),)
        assert town.breaks() == ["message_refused"]


class TestALineOfNothing:
    @pytest.mark.parametrize("side", ["CRDT", "DBIT"])
    def test_is_noted_and_moves_no_money(self, town: TownWorld, side):
        before = queries.verify_book(town.book).transfers
        assert town.receive(statement(EMPTY, line(money=amount("0.00"), side=side))) == "new"
        row = StatementEntry.objects.get(book_id=town.book)
        assert (row.amount_minor, row.outcome) == (0, "noted")
        assert queries.verify_book(town.book).transfers == before
        assert town.breaks() == []

    def test_leaves_the_other_lines_of_its_statement_to_be_booked(self, town: TownWorld):
        paid = tag("NtryDtls", tag("TxDtls", tag("RmtInf", tag("Ustrd", reference_of(town)))))
        lines = (
            line(money=amount("0.00")),
            line(money=amount("7.00"), ref="<AcctSvcrRef>R-2</AcctSvcrRef>" + paid),
        )
        town.receive(statement(balance("OPBD", "0.00") + balance("CLBD", "7.00"), *lines))
        assert town.free(town.lender) == yuan(7)
        assert town.breaks() == []

    def test_told_twice_is_noted_once(self, town: TownWorld):
        nothing = line(money=amount("0.00"))
        town.receive(notice(nothing))
        town.receive(statement(EMPTY, nothing))
        row = StatementEntry.objects.get(book_id=town.book)
        assert row.statement_id is not None
        assert town.breaks() == []


def reference_of(town: TownWorld) -> str:
    return queries.pay_in_reference(town.book, town.lender)


def test_a_batch_rejected_for_a_reason_of_the_banks_own_frees_the_payment(
    lent: TownWorld, released
):
    begin_sending(by=lent.system, instruction_id=released, at=lent.at)
    reason = tag("StsRsnInf", tag("Rsn", tag("Prtry", "ACCOUNT-CLOSED-BY-BRANCH")))
    lent.receive(status_report(tag("PmtInfSts", "RJCT") + reason, original=released.hex))
    row = Instruction.objects.get(id=released)
    assert (row.state, row.reason_code) == ("rejected", "ACCOUNT-CLOSED-BY-BRANCH")
