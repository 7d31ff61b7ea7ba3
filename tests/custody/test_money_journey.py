"""Money from pay-in to reconciliation, exchanged with a real mock-bank in ISO 20022."""

from datetime import date

import pytest

from headrace.custody import ports, queries, services
from headrace.custody.models import Instruction, StatementEntry
from headrace.custody.services import FundsNotCovered, Share
from headrace.gateways.mock_bank import MockBank, MockBankChannel
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction

from .world import ACCOUNT, TownWorld, person, yuan


class TestADrawdown:
    def test_runs_from_pay_in_to_a_reconciled_day(self, town: TownWorld):
        # Given a bank that has paid in a million and holds 300 000 for a demand
        town.pay_in(town.lender, 1_000_000)
        assert town.free(town.lender) == yuan(1_000_000)
        hold = town.hold(300_000)
        town.take(hold)
        assert (town.free(town.lender), town.held) == (yuan(700_000), yuan(300_000))

        # When the drawdown is prepared, released with two keys and sent
        drawdown = town.drawdown(300_000)
        town.release(drawdown)
        assert town.send(drawdown) == "accepted"

        # Then the money is promised out of the escrow until the bank has booked it
        assert town.held == yuan(0)
        town.collect()
        assert town.state(drawdown) == "booked"

        # And the statement of the day agrees to the fen
        first_day = town.at.date()
        town.next_day()
        assert town.collect().refused == ()
        proof = services.reconcile(book_id=town.book, on=first_day, by=town.system, at=town.at)
        assert proof.agrees
        assert (proof.ledger, proof.statement) == (yuan(700_000), yuan(700_000))
        assert queries.custodian_agrees(town.book, first_day)
        assert queries.ledger_balanced(town.book)
        assert queries.verify_book(town.book).ok

    def test_carries_one_id_from_the_key_to_the_bank_line(self, lent: TownWorld, released):
        lent.send(released)
        lent.collect()
        seen = queries.instruction(released, person(lent.lender, "bank"))
        entry = StatementEntry.objects.get(book_id=lent.book, outcome="settled")
        assert entry.end_to_end_id == seen.transfer_id.hex
        told = [(each.kind, each.code) for each in queries.transfers_of(seen.business)]
        assert told == [("pend", "drawdown"), ("post_pending", "drawdown"), ("post", "settled")]

    def test_that_the_bank_rejects_gives_the_money_back_to_the_escrow(self, lent: TownWorld):
        # Given a payee whose account at the same bank is closed
        lent.bank.open_account(number="6222029999999999", name="已销户")
        lent.bank.behave("6222029999999999", "closed-account")
        number = lent.bank.call("GET", "/_mock/accounts/6222029999999999")["iban"]
        drawdown = lent.drawdown(300_000, payee_account=number)
        lent.release(drawdown)

        # When it is sent, then the answer is a rejection with its reason, and nothing moved
        assert lent.send(drawdown) == "rejected"
        assert queries.instruction(drawdown, person(lent.lender)).reason_code == "AC04"
        assert lent.held == yuan(300_000)
        assert lent.collect().refused == ()
        assert lent.breaks() == []

    def test_in_a_file_that_the_bank_rejects_whole_gives_the_money_back(
        self, lent: TownWorld, released
    ):
        lent.bank.behave(ACCOUNT, "reject-file")
        assert lent.send(released) == "rejected"
        assert (lent.held, lent.breaks()) == (yuan(300_000), [])

    def test_is_refused_before_sending_when_the_escrow_does_not_cover_it(self, lent: TownWorld):
        drawdown = lent.drawdown("300000.01")
        lent.release(drawdown)
        with pytest.raises(FundsNotCovered):
            lent.send(drawdown)
        assert lent.state(drawdown) == "authorised"
        assert lent.bank.call("GET", "/_mock/payments") == []

    def test_may_be_booked_before_the_bank_has_answered(self, lent: TownWorld, released):
        # A silent bank decides and books, and sends no status report.
        lent.bank.behave(ACCOUNT, "silent")
        assert lent.send(released) == "sent"
        lent.collect()
        assert lent.state(released) == "booked"

    def test_that_comes_back_days_later_is_a_new_transfer(self, lent: TownWorld, released):
        lent.bank.behave(ACCOUNT, "return-later", days=2, reason="AC04")
        lent.send(released)
        lent.collect()
        assert lent.held == yuan(0)
        lent.next_day(2)
        assert lent.collect().refused == ()
        assert lent.state(released) == "returned"
        assert lent.held == yuan(300_000)
        lent.next_day()
        lent.collect()
        day = date(2026, 11, 25)
        assert services.reconcile(book_id=lent.book, on=day, by=lent.system, at=lent.at).agrees


class _Fallen(Exception):
    """The power goes."""


class _FailingChannel(MockBankChannel):
    """The real channel, cut before or after the call has reached the bank."""

    cut = "after"

    def submit(self, xml: bytes) -> bytes | None:
        if self.cut == "before":
            raise _Fallen
        super().submit(xml)
        raise _Fallen


class TestASendingThatIsCutShort:
    @pytest.mark.parametrize("cut", ["before", "after"])
    def test_is_finished_by_a_retry_and_paid_once(self, lent: TownWorld, released, cut):
        # Given a fall of the power around the call
        failing = _FailingChannel(lent.bank)
        failing.cut = cut
        ports.bind(lent.custodian, failing)
        with pytest.raises(_Fallen):
            lent.send(released)
        assert lent.state(released) == "sending"
        assert lent.held == yuan(0)

        # When the round of sending runs again, and again
        ports.bind(lent.custodian, MockBankChannel(lent.bank))
        for _ in range(2):
            report = services.send_ready(by=lent.system, at=lent.at)
            assert report.waiting == ()

        # Then the bank has paid once
        lent.collect()
        payments = lent.bank.call("GET", "/_mock/payments")
        assert [each["amount"] for each in payments] == [yuan(300_000).minor]
        assert lent.state(released) == "booked"
        assert (lent.held, lent.breaks()) == (yuan(0), [])

    def test_by_a_dead_bank_stays_open(self, lent: TownWorld, released, tmp_path):
        ports.bind(lent.custodian, MockBankChannel(MockBank.attached(tmp_path)))
        report = services.send_ready(by=lent.system, at=lent.at)
        assert report.waiting == ((released, "custody/custodian-silent"),)
        assert lent.state(released) == "sending"


class TestARepayment:
    def test_reaches_the_enterprise_by_its_reference_and_the_lender_by_shares(
        self, town: TownWorld
    ):
        # Given a contract whose reference is registered
        loan = Subject("loan", new_id())
        with open_transaction():
            services.register_reference(
                book_id=town.book,
                reference="HRABCDEFGH23",
                party_id=town.enterprise,
                subject=loan,
                at=town.at,
            )
        # When the enterprise pays, with the reference cut by the bank in the note
        town.bank.pay_in(
            account=ACCOUNT,
            amount=yuan("8884.88"),
            reference="",
            payer_name="宁渡阀门有限公司",
            note="11月还款 hrabcdefgh23",
        )
        town.collect()
        assert town.free(town.enterprise) == yuan("8884.88")

        # Then a waterfall hands it on, all or none, and once
        group = new_id()
        for expected in (True, False):
            with open_transaction():
                assert expected == services.distribute(
                    book_id=town.book,
                    group_id=group,
                    payer_id=town.enterprise,
                    shares=[
                        Share(town.lender, "repay_interest", yuan(1000)),
                        Share(town.lender, "repay_principal", yuan("7884.88")),
                    ],
                    subject=loan,
                    by=town.system,
                    at=town.at,
                )
        assert town.free(town.lender) == yuan("8884.88")
        codes = {
            each.code: each.amount for each in queries.flow_totals(town.at.date(), town.at.date())
        }
        assert codes["repay_principal"] == yuan("7884.88")
        assert [each.code for each in queries.transfers_of(loan)] == [
            "receipt",
            "repay_interest",
            "repay_principal",
        ]

    def test_of_less_than_the_shares_moves_nothing(self, town: TownWorld):
        town.pay_in(town.enterprise, 10)
        shares = [Share(town.lender, "repay_interest", yuan(6)) for _ in range(2)]
        with pytest.raises(FundsNotCovered), open_transaction():
            services.distribute(
                book_id=town.book,
                group_id=new_id(),
                payer_id=town.enterprise,
                shares=shares,
                subject=Subject("loan", new_id()),
                by=town.system,
                at=town.at,
            )
        assert town.free(town.enterprise) == yuan(10)


class TestAReceiptThatNamesNobody:
    def test_waits_in_suspense_until_a_person_finds_its_owner(self, town: TownWorld):
        town.bank.pay_in(account=ACCOUNT, amount=yuan(77), reference="", payer_name="某人")
        town.collect()
        assert town.breaks() == ["unidentified"]
        entry = StatementEntry.objects.get(book_id=town.book)
        clerk = person(town.custodian, "custodian")
        services.identify_receipt(
            key=new_id(),
            by=clerk,
            book_id=town.book,
            entry_ref=entry.entry_ref,
            party_id=town.enterprise,
            note="called the payer",
            at=town.at,
        )
        assert town.free(town.enterprise) == yuan(77)
        assert town.breaks() == []

    def test_is_not_guessed_when_it_names_two(self, town: TownWorld):
        both = (
            queries.pay_in_reference(town.book, each) for each in (town.lender, town.enterprise)
        )
        town.bank.pay_in(
            account=ACCOUNT, amount=yuan(5), reference="", payer_name="某人", note=" ".join(both)
        )
        town.collect()
        assert town.breaks() == ["unidentified"]


def test_payee_names_and_accounts_rest_encrypted(lent: TownWorld, superuser):
    drawdown = lent.drawdown(1)
    (row,) = superuser.execute(
        "select payee_name, payee_account from custody_instruction where id = %s", [drawdown]
    ).fetchall()
    assert "宁渡" not in row[0]
    assert "6228480402564890018" not in row[1]
    assert Instruction.objects.get(id=drawdown).payee_name == "宁渡阀门有限公司"
