"""Two at once: whoever is second finds what the first has done, and no money is counted twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from headrace.custody import ports, queries, services
from headrace.custody.models import Instruction, StatementEntry
from headrace.kit.errors import CentreError
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction
from tests.contracts_domain.town import yuan as money

from .test_paying_out import NUMBER, Till
from .test_payments_that_come_back import Sent
from .world import ACCOUNT, World, yuan


def together(*acts) -> list[str]:
    """What each act answered, or the name of its refusal, tried at the same moment."""

    def attempt(act) -> str:
        try:
            return str(act())
        except CentreError as refused:
            return type(refused).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(attempt, acts))


class TestMessages:
    @pytest.fixture
    def sent(self, committed, at) -> Sent:
        return Sent(at)

    def notice(self, sent: Sent, message_id: str, *entries: ports.Entry):
        token = message_id.encode()
        sent.mail.said[token] = ports.Notification(message_id, "camt.054", ACCOUNT, entries)
        return lambda: services.receive_message(
            book_id=sent.world.book, xml=token, by=sent.world.system, at=sent.world.at
        )

    def test_in_two_copies_are_new_once(self, sent):
        act = self.notice(sent, "N1", sent.entry("OUT", credit=False))
        assert sorted(together(act, act, act)) == ["new", "seen", "seen"]
        assert sent.codes().count("settled") == 1

    def test_that_tell_one_return_twice_put_the_money_back_once(self, sent):
        sent.out()
        back = sent.entry("BACK", credit=True, reason="AC04")
        acts = [self.notice(sent, f"N{number}", back) for number in range(3)]
        assert together(*acts) == ["new"] * 3
        here = StatementEntry.objects.filter(book_id=sent.world.book)
        assert here.filter(outcome="returned").count() == 1
        assert (sent.world.held, sent.breaks()) == (yuan(1000), [])

    def test_that_tell_two_returns_put_the_money_back_once_and_keep_the_other_apart(self, sent):
        sent.out()
        acts = [
            self.notice(sent, f"N{number}", sent.entry(f"B{number}", credit=True, reason="AC04"))
            for number in range(2)
        ]
        assert together(*acts) == ["new", "new"]
        assert (sent.world.held, sent.breaks()) == (yuan(1000), ["duplicate"])
        sent.assert_sound()

    def test_of_booking_and_refusal_leave_one_true_state(self, sent):
        reject = ports.PaymentStatus(sent.end_to_end_id, "RJCT", "AC04")
        sent.mail.said[b"R"] = ports.StatusReport("R", sent.id.hex, "", "", (reject,))
        together(
            self.notice(sent, "N1", sent.entry("OUT", credit=False)),
            lambda: services.receive_message(
                book_id=sent.world.book, xml=b"R", by=sent.world.system, at=sent.world.at
            ),
        )
        # Either it was booked and will come back, or it was refused and the line is unexplained.
        assert (sent.row.state, sent.world.held) in (
            ("returning", yuan(700)),
            ("rejected", yuan(1000)),
        )
        assert len(sent.breaks()) == 1
        sent.assert_sound()


class TestPayingOut:
    @pytest.fixture
    def till(self, committed, at) -> Till:
        return Till(at)

    def test_two_requests_do_not_count_on_the_same_money(self, till):
        till.verify(till.told())
        maker = till.town.maker_of(till.town.firm)
        answers = together(*[lambda: till.ask(money(300), maker)] * 4)
        assert answers.count("FundsNotCovered") == 3
        here = Instruction.objects.filter(book_id=till.town.book)
        assert here.filter(purpose_code="pay_out").count() == 1

    def test_two_accounts_are_verified_one_after_the_other(self, till):
        accounts = [till.told(number=NUMBER), till.told(number="6217000055556666")]
        clerk = till.town.checker_of(till.town.custodian)
        answers = together(*[lambda each=each: till.verify(each, clerk) for each in accounts])
        assert sorted(answers) == sorted(str(each) for each in accounts)
        (standing,) = queries.bank_accounts_of(till.town.maker_of(till.town.firm))
        assert standing.state == "verified"

    def test_one_account_is_verified_once(self, till):
        account = till.told()
        clerk = till.town.checker_of(till.town.custodian)
        answers = together(*[lambda: till.verify(account, clerk)] * 3)
        assert sorted(answers) == sorted([str(account), "NotFound", "NotFound"])


class TestAccounts:
    def test_opened_by_many_at_once_are_one(self, world: World):
        def open_one() -> object:
            with open_transaction():
                return services.open_account(
                    book_id=world.book,
                    party_id=None,
                    purpose="held",
                    demand_id=world.demand,
                    by=world.system,
                    at=world.at,
                )

        assert len(set(together(*[open_one] * 5))) == 1

    def test_frozen_while_money_leaves_are_left_or_frozen(self, world: World):
        world.fund(world.lender, 100)

        def freeze() -> object:
            with open_transaction():
                return services.freeze_account(
                    book_id=world.book,
                    party_id=world.lender,
                    order=Subject("order", new_id()),
                    by=world.system,
                    at=world.at,
                )

        answers = together(lambda: world.hold(100), freeze)
        assert answers[1] == "True"
        assert world.free(world.lender) == yuan(100 if answers[0] == "AccountFrozen" else 0)
