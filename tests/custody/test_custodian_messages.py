"""What the custodian tells: taken in once, in any order, and held against the ledger."""

from datetime import date

import pytest

from headrace.custody import ports, queries, services
from headrace.custody.models import Message, StatementEntry
from headrace.custody.services import MessageAltered, StatementGap
from headrace.custody.services.sending import begin_sending
from headrace.kit.ids import new_id

from .world import ACCOUNT, TownWorld, person, yuan


class TestMessages:
    def test_taken_in_twice_change_nothing(self, lent: TownWorld, released):
        lent.send(released)
        lent.collect()
        before = queries.verify_book(lent.book).transfers
        copies = [*lent.messages("camt.054"), *lent.messages("pain.002")]
        assert [lent.receive(each) for each in copies] == ["seen"] * 3
        assert queries.verify_book(lent.book).transfers == before

    def test_that_repeat_a_line_of_another_message_change_nothing(self, lent: TownWorld):
        # An intraday report repeats the day's lines, the statement repeats them again.
        lent.bank.call("POST", f"/_mock/accounts/{ACCOUNT}/report")
        lent.collect()
        lent.next_day()
        lent.collect()
        kinds = set(Message.objects.filter(book_id=lent.book).values_list("kind", flat=True))
        assert kinds == {"camt.052", "camt.053", "camt.054"}
        assert StatementEntry.objects.filter(book_id=lent.book).count() == 1

    def test_may_come_in_any_order(self, town: TownWorld):
        # Given a notice that is only found after the statement of its day
        reference = queries.pay_in_reference(town.book, town.lender)
        town.bank.pay_in(account=ACCOUNT, amount=yuan(9), reference=reference, payer_name="甲")
        town.next_day()
        notice, statement = town.messages("camt.054")[0], town.messages("camt.053")[0]
        assert [town.receive(statement), town.receive(notice)] == ["new", "new"]
        assert (town.free(town.lender), town.breaks()) == (yuan(9), [])

    def test_with_a_known_id_and_other_contents_are_refused(self, lent: TownWorld):
        notice = lent.messages("camt.054")[0]
        with pytest.raises(MessageAltered):
            lent.receive(notice.replace(b"1000000.00", b"9000000.00"))

    def test_about_another_account_are_refused(self, lent: TownWorld):
        notice = lent.messages("camt.054")[0]
        with pytest.raises(services.ForeignAccount):
            lent.receive(notice.replace(ACCOUNT.encode(), b"6222020000000002"))

    def test_that_say_another_amount_for_a_known_line_are_a_break(self, lent: TownWorld):
        altered = lent.messages("camt.054")[0].replace(b"1000000.00", b"1000000.01")
        lent.receive(altered.replace(b"MB-C054", b"MB-X054"))
        assert lent.breaks() == ["amount"]
        assert lent.free(lent.lender) == yuan(700_000)


class TestACollection:
    def test_leaves_behind_what_it_cannot_read_and_says_so(self, town: TownWorld):
        # Given a message in the outbox that no bank should have written
        town.pay_in(town.lender, 100)
        broken = town.bank.outbox / f"camt.054.001.08-{ACCOUNT}-999.xml"
        broken.write_bytes(b"<!DOCTYPE d []><d/>")
        report = town.collect()
        assert report.refused == (("999", "gateways/message-unreadable"),)
        assert town.breaks() == ["message_refused"]
        assert town.collect() == services.CollectionReport(0, ())


class TestStatements:
    def test_with_one_missing_before_are_refused_as_a_gap(self, town: TownWorld):
        town.pay_in(town.lender, 100)
        town.next_day(3)
        first, second, third = town.messages("camt.053")
        town.receive(first)
        with pytest.raises(StatementGap) as refused:
            town.receive(third)
        assert refused.value.facts["expected_number"] == 2
        assert town.breaks() == ["statement_gap"]
        assert [town.receive(second), town.receive(third)] == ["new", "new"]

    def test_that_open_elsewhere_than_the_last_closed_are_refused(self, town: TownWorld):
        town.pay_in(town.lender, 100)
        town.next_day(2)
        first, second = town.messages("camt.053")
        town.receive(first)
        with pytest.raises(StatementGap):
            town.receive(second.replace(b">100.00<", b">90.00<"))

    def test_that_leave_out_a_line_are_found_out(self, town: TownWorld):
        town.bank.behave(ACCOUNT, "statement-gap")
        town.pay_in(town.lender, 100)
        day = town.at.date()
        town.next_day()
        town.collect()
        proof = services.reconcile(book_id=town.book, on=day, by=town.system, at=town.at)
        assert not proof.agrees
        assert sorted(each.kind for each in proof.breaks) == [
            "missing_there",
            "statement_unexplained",
        ]

    def test_that_show_a_payment_nobody_ordered_are_a_break(self, lent: TownWorld, released):
        # Given a payment that somebody sent past us, by copying one of ours
        order = begin_sending(by=lent.system, instruction_id=released, at=lent.at)
        stray = (
            ports.channel_of(lent.custodian)
            .write(order)
            .replace(released.hex.encode(), new_id().hex.encode())
        )
        stray = stray.replace(order.end_to_end_id.encode(), new_id().hex.encode())
        lent.bank.send("POST", "/payments", stray, "application/xml")
        lent.collect()
        assert "missing_here" in lent.breaks()
        day = lent.at.date()
        lent.next_day()
        lent.collect()
        assert queries.custodian_agrees(lent.book, day)
        assert queries.ledger_balanced(lent.book)

    def test_missing_altogether_do_not_agree(self, lent: TownWorld):
        day = lent.at.date()
        assert not queries.custodian_agrees(lent.book, day)
        proof = services.reconcile(book_id=lent.book, on=day, by=lent.system, at=lent.at)
        assert [each.kind for each in proof.breaks] == ["statement_missing"]

    def test_of_a_week_end_are_not_expected(self, town: TownWorld):
        town.pay_in(town.lender, 100)
        town.next_day(6)
        assert town.collect().refused == ()
        assert queries.custodian_agrees(town.book, date(2026, 11, 28))


def test_breaks_are_told_once_and_closed_with_a_note(lent: TownWorld):
    day = lent.at.date()
    for _ in range(2):
        proof = services.reconcile(book_id=lent.book, on=day, by=lent.system, at=lent.at)
    (found,) = proof.breaks
    services.close_break(
        key=new_id(),
        by=person(lent.custodian, "custodian"),
        break_id=found.id,
        note="statement came by courier",
        at=lent.at,
    )
    assert queries.open_breaks(lent.book) == ()
