"""A booked payment that the bank returns: one reversing transfer, however often it is told."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headrace.custody import ports, queries, services
from headrace.custody.models import Instruction
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction

from .effort import examples
from .world import ACCOUNT, TownWorld, World, person, told, yuan

SUM = 300


class Mail:
    """A channel that hands in values; tests/gateways proves how they are spelt."""

    def __init__(self) -> None:
        self.said: dict[bytes, ports.CustodianMessage] = {}

    def write(self, order: ports.PaymentOrder) -> bytes:
        return order.message_id.encode()

    def submit(self, xml: bytes) -> None:
        return None

    def read(self, xml: bytes) -> ports.CustodianMessage:
        return self.said[xml]

    def fetch_messages(self, account: str, after: str) -> tuple[()]:
        return ()


class Sent:
    """A payment of 300 out of an escrow of 1000 that was handed to the bank."""

    def __init__(self, at) -> None:
        self.world = world = World(at)
        self.mail = Mail()
        ports.bind(world.custodian, self.mail)
        world.fund(world.lender, 1000)
        world.take(world.hold(1000))
        self.id = self.prepare()
        for who in (person(world.lender, "bank"), person(world.custodian, "custodian")):
            services.approve_instruction(key=new_id(), by=who, instruction_id=self.id, at=at)
        services.send_instruction(by=world.system, instruction_id=self.id, at=at)
        self.end_to_end_id = self.row.transfer_id.hex

    def prepare(self):
        world = self.world
        with open_transaction():
            return services.prepare_payment(
                book_id=world.book,
                business=Subject("loan", new_id()),
                debit_party=world.lender,
                debit_purpose="held",
                demand_id=world.demand,
                payee_name="宁渡阀门有限公司",
                payee_account="6228480402564890018",
                amount=yuan(SUM),
                purpose_code="drawdown",
                client_authorisation=f"AUTH {new_id()}",
                by=person(world.lender, "bank", duty="maker"),
                at=world.at,
                remittance=queries.pay_in_reference(world.book, world.enterprise),
            )

    @property
    def row(self) -> Instruction:
        return Instruction.objects.get(id=self.id)

    def entry(self, ref: str, *, credit: bool, reason: str = "", amount: int = SUM) -> ports.Entry:
        day = self.world.at.date()
        # The note travels both ways: what comes back carries the reference that went out.
        note = queries.pay_in_reference(self.world.book, self.world.enterprise)
        return ports.Entry(
            ref, credit, yuan(amount), day, day, self.end_to_end_id, (), (note,), reason
        )

    def lines(self, *entries: ports.Entry) -> None:
        self._hand_in(ports.Notification(new_id().hex, "camt.054", ACCOUNT, entries))

    def answer(self, status: str, reason: str = "") -> None:
        payment = ports.PaymentStatus(self.end_to_end_id, status, reason)
        self._hand_in(ports.StatusReport(new_id().hex, self.id.hex, "", "", (payment,)))

    def out(self) -> None:
        self.lines(self.entry("OUT", credit=False))

    def back(self, ref: str = "BACK", *, reason: str = "AC04", amount: int = SUM) -> None:
        self.lines(self.entry(ref, credit=True, reason=reason, amount=amount))

    def breaks(self) -> list[str]:
        return sorted(each.kind for each in queries.open_breaks(self.world.book))

    def codes(self) -> list[str]:
        return [each.code for each in queries.transfers_of(Subject("loan", self.row.subject_id))]

    def assert_sound(self) -> None:
        assert queries.ledger_balanced(self.world.book)
        assert queries.verify_book(self.world.book).ok

    def _hand_in(self, message: ports.CustodianMessage) -> None:
        token = message.message_id.encode()
        self.mail.said[token] = message
        services.receive_message(
            book_id=self.world.book, xml=token, by=self.world.system, at=self.world.at
        )


@pytest.fixture
def sent(committed, at) -> Sent:
    return Sent(at)


class TestAReturn:
    def test_is_a_new_transfer_that_puts_the_money_back(self, sent):
        sent.out()
        assert sent.world.held == yuan(700)
        sent.back()
        assert (sent.row.state, sent.row.reason_code) == ("returned", "AC04")
        assert sent.world.held == yuan(1000)
        assert sent.codes() == ["drawdown", "drawdown", "settled", "returned"]
        assert sent.breaks() == []
        sent.assert_sound()

    def test_is_told_once_with_its_reason(self, sent):
        sent.out()
        sent.back()
        sent.back()
        assert told(sent.world.lender).count("custody.instruction.returned") == 1

    def test_without_a_reason_is_no_receipt_of_the_reference_it_carries(self, sent):
        sent.out()
        sent.back(reason="")
        assert sent.row.state == "returned"
        assert sent.world.free(sent.world.enterprise) == yuan(0)

    def test_told_under_a_second_number_waits_for_a_person(self, sent):
        sent.out()
        sent.back("BACK")
        sent.back("BACK AGAIN")
        assert sent.world.held == yuan(1000)
        assert sent.breaks() == ["duplicate"]
        assert sent.world.free(sent.world.enterprise) == yuan(0)
        sent.assert_sound()

    @pytest.mark.parametrize("amount", [1, 299, 301])
    def test_of_another_sum_undoes_nothing(self, sent, amount):
        sent.out()
        sent.back(amount=amount)
        assert sent.row.state == "booked"
        assert sent.world.held == yuan(700)
        assert sent.breaks() == ["amount"]
        sent.assert_sound()

    def test_of_what_was_never_booked_waits_for_a_person(self, sent):
        sent.back()
        assert sent.row.state == "sent"
        assert sent.breaks() == ["late_return"]

    def test_listed_before_its_booking_in_one_message_is_booked_first(self, sent):
        sent.lines(sent.entry("BACK", credit=True, reason="AC04"), sent.entry("OUT", credit=False))
        assert (sent.row.state, sent.breaks()) == ("returned", [])
        assert sent.world.held == yuan(1000)

    def test_reaches_a_frozen_escrow(self, sent):
        sent.out()
        with open_transaction():
            services.freeze_account(
                book_id=sent.world.book,
                party_id=None,
                purpose="held",
                demand_id=sent.world.demand,
                order=Subject("order", new_id()),
                by=sent.world.system,
                at=sent.world.at,
            )
        sent.back()
        assert sent.world.held == yuan(1000)

    def test_lets_the_money_be_paid_again(self, sent):
        sent.out()
        sent.back()
        again = sent.prepare()
        assert queries.instruction(again, person(sent.world.lender)).state == "drafted"


class TestARefusalAfterTheBooking:
    def test_announces_and_moves_nothing_until_the_line_is_there(self, sent):
        # Given a booked payment that the bank refuses all the same
        sent.out()
        sent.answer("RJCT", "AC04")
        assert (sent.row.state, sent.row.reason_code) == ("returning", "AC04")
        assert sent.world.held == yuan(700)
        assert sent.breaks() == ["late_rejection"]

        # When the credit comes, even without a reason, then the money is back and the break closed
        sent.back(reason="")
        assert (sent.row.state, sent.row.reason_code) == ("returned", "AC04")
        assert (sent.world.held, sent.breaks()) == (yuan(1000), [])
        sent.assert_sound()

    def test_told_twice_is_one_break(self, sent):
        sent.out()
        for _ in range(2):
            sent.answer("RJCT", "AC04")
        assert sent.breaks() == ["late_rejection"]
        assert told(sent.world.lender).count("custody.instruction.returning") == 1

    def test_after_the_return_moves_nothing_more(self, sent):
        sent.out()
        sent.back()
        sent.answer("RJCT", "AC04")
        assert (sent.row.state, sent.world.held) == ("returned", yuan(1000))

    def test_of_one_who_is_not_the_custodian_is_not_taken_in(self, sent):
        message = ports.StatusReport("forged", sent.id.hex, "RJCT", "AC04", ())
        sent.mail.said[b"forged"] = message
        with pytest.raises(services.NotTheCustodian):
            services.receive_message(
                book_id=sent.world.book,
                xml=b"forged",
                by=person(sent.world.lender, "bank"),
                at=sent.world.at,
            )


STORY = st.lists(
    st.sampled_from(["accept", "reject", "out", "out again", "back", "back again", "part back"]),
    min_size=1,
    max_size=7,
)


def play(sent: Sent, step: str) -> None:
    match step:
        case "accept":
            sent.answer("ACSP")
        case "reject":
            sent.answer("RJCT", "AC04")
        case "out":
            sent.out()
        case "out again":
            sent.lines(sent.entry("OUT 2", credit=False))
        case "back":
            sent.back()
        case "back again":
            sent.back("BACK 2", reason="")
        case "part back":
            sent.back("PART", amount=7)


@settings(
    max_examples=examples(8, proving=150),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(story=STORY)
def test_whatever_is_told_in_whatever_order_no_fen_is_made_or_lost(committed, at, story):
    # Given a payment under way, and any story of messages about it
    sent = Sent(at.replace(hour=10))
    for step in story:
        play(sent, step)

    # Then the escrow has the money exactly when the payment is refused or has come back
    gone = sent.row.state in ("sent", "accepted", "booked", "returning")
    assert sent.world.held == yuan(700 if gone else 1000)
    assert sent.codes().count("settled") <= 1
    assert sent.codes().count("returned") == (sent.row.state == "returned")
    assert sent.world.free(sent.world.enterprise) == yuan(0)
    sent.assert_sound()


class TestTheRealBank:
    """The same by the protocol: pain.001 out, camt.054 and camt.053 back."""

    def test_returns_a_drawdown_two_days_later_and_the_books_agree(self, lent: TownWorld, released):
        lent.bank.return_payments(ACCOUNT, days=2, reason="AC04")
        lent.send(released)
        lent.collect()
        assert (lent.state(released), lent.held) == ("booked", yuan(0))
        lent.next_day(2)
        assert lent.collect().refused == ()
        assert (lent.state(released), lent.held) == ("returned", yuan(300_000))
        lent.next_day()
        lent.collect()
        day = date(2026, 11, 25)
        assert services.reconcile(book_id=lent.book, on=day, by=lent.system, at=lent.at).agrees

    def test_pays_again_what_it_returned(self, lent: TownWorld, released):
        lent.bank.return_payments(ACCOUNT, days=1, reason="AC04")
        lent.send(released)
        lent.next_day()
        lent.collect()
        lent.bank.behave(ACCOUNT, "accept")
        again = lent.drawdown(300_000, "AUTH-2")
        lent.release(again)
        lent.send(again)
        lent.collect()
        assert (lent.state(again), lent.held, lent.breaks()) == ("booked", yuan(0), [])


def test_an_entry_of_the_same_line_with_another_sum_is_a_break(sent):
    sent.out()
    line = sent.entry("BACK", credit=True, reason="AC04")
    sent.lines(line)
    sent.lines(replace(line, amount=yuan(1)))
    assert sent.breaks() == ["amount"]
    assert sent.world.held == yuan(1000)
