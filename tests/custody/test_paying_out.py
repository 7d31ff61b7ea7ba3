"""A party's own free money goes to its own verified account, by two keys, and nowhere else."""

import psycopg
import pytest
from tenor.money import Money

from headrace.custody import queries, services
from headrace.custody.models import Instruction
from headrace.custody.rules.paying_out import account_number
from headrace.custody.services import (
    AmountNotPositive,
    CurrencyOfAnother,
    FundsNotCovered,
    NotTheCustodian,
    NoVerifiedAccount,
    NumberMalformed,
    SamePerson,
    StepRefused,
)
from headrace.kit.actors import Actor
from headrace.kit.errors import NotAdmitted, NotFound
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from tests.contracts_domain.town import SET_UP, Party, Town, yuan

NUMBER = "6217000033334444"


class Till:
    """A town of which the firm has a surplus of 500 yuan in custody."""

    def __init__(self, at) -> None:
        self.town = Town(at)
        self.town.fund(self.town.firm, yuan(500))

    def told(self, party: Party | None = None, number: str = NUMBER):
        return services.tell_bank_account(
            key=new_id(),
            by=self.town.maker_of(party or self.town.firm),
            book_id=self.town.book,
            number=number,
            at=self.town.at,
        )

    def verify(self, account, by: Actor | None = None):
        return services.verify_bank_account(
            key=new_id(),
            by=by or self.town.checker_of(self.town.custodian),
            bank_account_id=account,
            at=self.town.at,
        )

    def ask(self, amount: Money, by: Actor | None = None, **more):
        said = {"key": new_id(), "book_id": self.town.book, "at": self.town.at} | more
        return services.request_pay_out(
            by=by or self.town.maker_of(self.town.firm), amount=amount, **said
        )

    def send(self, instruction) -> str:
        return services.send_instruction(by=SET_UP, instruction_id=instruction, at=self.town.at)

    def row(self, instruction) -> Instruction:
        return Instruction.objects.get(id=instruction)

    @property
    def free(self) -> Money:
        return queries.balance(self.town.book, self.town.firm.id, "available")


@pytest.fixture
def till(committed, at) -> Till:
    return Till(at)


@pytest.fixture
def ready(till) -> Till:
    till.verify(till.told())
    return till


class TestAPayOut:
    def test_reaches_the_firms_own_account_with_two_keys(self, ready):
        # Given a request for a part of the surplus
        town = ready.town
        asked = ready.ask(yuan(120))
        assert ready.free == yuan(500)

        # When the firm's checker and the custodian's release it and the bank books it
        town.release(asked, town.firm)
        assert ready.send(asked) == "accepted"
        town.book_payment()

        # Then the bank was told the verified account under the registered name, and no other
        order = town.channel.submitted[-1]
        assert (order.payee_name, order.payee_account) == (town.firm.name, NUMBER)
        assert order.purpose_code == "pay_out"
        assert (ready.row(asked).state, ready.free) == ("booked", yuan(380))
        assert queries.ledger_balanced(town.book)

    def test_that_the_bank_returns_puts_the_money_back(self, ready):
        asked = ready.ask(yuan(120))
        ready.town.release(asked, ready.town.firm)
        ready.send(asked)
        ready.town.book_payment()
        ready.town.return_payment()
        assert (ready.row(asked).state, ready.free) == ("returned", yuan(500))
        assert queries.verify_book(ready.town.book).ok

    def test_that_the_bank_rejects_never_leaves(self, ready):
        ready.town.channel.refuses_with = "AC04"
        asked = ready.ask(yuan(120))
        ready.town.release(asked, ready.town.firm)
        assert (ready.send(asked), ready.free) == ("rejected", yuan(500))

    def test_needs_the_firms_own_key_first(self, ready):
        asked = ready.ask(yuan(1))
        with pytest.raises(services.KeyNotYours):
            services.approve_instruction(
                key=new_id(),
                by=ready.town.checker_of(ready.town.custodian),
                instruction_id=asked,
                at=ready.town.at,
            )

    def test_is_released_by_another_person_than_its_maker(self, ready):
        maker = ready.town.maker_of(ready.town.firm)
        asked = ready.ask(yuan(1), maker)
        both = Actor(maker.person_id, maker.organisation_id, maker.roles, frozenset({"checker"}))
        with pytest.raises(SamePerson):
            services.approve_instruction(
                key=new_id(), by=both, instruction_id=asked, at=ready.town.at
            )

    def test_is_not_sent_without_keys(self, ready):
        with pytest.raises(StepRefused):
            ready.send(ready.ask(yuan(1)))

    def test_asked_twice_under_one_key_is_one(self, ready):
        key = new_id()
        assert len({ready.ask(yuan(1), key=key) for _ in range(2)}) == 1

    def test_takes_up_to_what_is_free(self, ready):
        assert ready.ask(yuan(500))

    @pytest.mark.parametrize("amount", ["500.01", "1000000"])
    def test_takes_no_more_than_what_is_free(self, ready, amount):
        with pytest.raises(FundsNotCovered):
            ready.ask(yuan(amount))

    def test_counts_what_already_waits(self, ready):
        first = ready.ask(yuan(400))
        with pytest.raises(FundsNotCovered):
            ready.ask(yuan("100.01"))
        services.cancel_instruction(
            key=new_id(),
            by=ready.town.maker_of(ready.town.firm),
            instruction_id=first,
            reason="not_needed",
            at=ready.town.at,
        )
        assert ready.ask(yuan(500))

    @pytest.mark.parametrize("amount", ["0", "-1"])
    def test_is_of_something(self, ready, amount):
        with pytest.raises(AmountNotPositive):
            ready.ask(yuan(amount))

    def test_is_in_the_books_currency(self, ready):
        with pytest.raises(CurrencyOfAnother):
            ready.ask(Money.from_minor(100, "USD"))

    def test_is_a_makers_to_ask_for(self, ready):
        with pytest.raises(NotAdmitted):
            ready.ask(yuan(1), ready.town.checker_of(ready.town.firm))

    def test_of_another_partys_money_does_not_exist(self, ready):
        """Whoever asks, asks for the own money; there is no party to name."""
        with pytest.raises(NoVerifiedAccount):
            ready.ask(yuan(1), ready.town.maker_of(ready.town.bank))

    def test_from_an_unknown_book_finds_nothing(self, ready):
        with pytest.raises(NotFound):
            ready.ask(yuan(1), book_id=new_id())

    def test_stops_at_a_freeze(self, ready):
        asked = ready.ask(yuan(120))
        ready.town.release(asked, ready.town.firm)
        transaction(services.freeze_account)(
            book_id=ready.town.book,
            party_id=ready.town.firm.id,
            order=Subject("order", new_id()),
            by=SET_UP,
            at=ready.town.at,
        )
        with pytest.raises(services.AccountFrozen):
            ready.send(asked)
        assert ready.row(asked).state == "authorised"


class TestTheAccount:
    def test_that_is_only_told_is_paid_nothing(self, till):
        till.told()
        with pytest.raises(NoVerifiedAccount):
            till.ask(yuan(1))

    def test_waits_at_the_custodian_and_at_no_other(self, till):
        account = till.told()
        clerk = till.town.checker_of(till.town.custodian)
        assert [each.id for each in queries.bank_accounts_waiting(clerk)] == [account]
        other = till.town.register("Other Custody Bank", "institution", "custodian")
        assert queries.bank_accounts_waiting(till.town.checker_of(other)) == ()
        for party in (till.town.firm, till.town.bank):
            assert queries.bank_accounts_waiting(till.town.checker_of(party)) == ()

    def test_is_seen_by_its_party_alone_and_by_no_other_firm(self, ready):
        (own,) = queries.bank_accounts_of(ready.town.maker_of(ready.town.firm))
        assert (own.number, own.holder_name, own.state) == (
            NUMBER,
            ready.town.firm.name,
            "verified",
        )
        assert queries.bank_accounts_of(ready.town.maker_of(ready.town.bank)) == ()
        assert queries.bank_accounts_of(ready.town.checker_of(ready.town.custodian)) == ()

    def test_is_not_verified_by_its_own_party_or_another_custodian(self, till):
        account = till.told()
        with pytest.raises(NotAdmitted):
            till.verify(account, till.town.checker_of(till.town.firm))
        with pytest.raises(NotAdmitted):
            till.verify(account, till.town.maker_of(till.town.custodian))
        other = till.town.register("Other Custody Bank", "institution", "custodian")
        with pytest.raises((NotFound, NotTheCustodian)):
            till.verify(account, till.town.checker_of(other))

    def test_is_verified_once(self, ready):
        (own,) = queries.bank_accounts_of(ready.town.maker_of(ready.town.firm))
        with pytest.raises(NotFound):
            ready.verify(own.id)

    def test_takes_the_place_of_the_one_before_and_leaves_a_prepared_payment_alone(self, ready):
        asked = ready.ask(yuan(1))
        ready.verify(ready.told(number="6217 0000 5555 6666"))
        (own,) = queries.bank_accounts_of(ready.town.maker_of(ready.town.firm))
        assert own.number == "6217000055556666"
        assert ready.row(asked).payee_account == NUMBER
        assert ready.row(ready.ask(yuan(1))).payee_account == "6217000055556666"

    def test_is_told_by_a_maker(self, till):
        with pytest.raises(NotAdmitted):
            services.tell_bank_account(
                key=new_id(),
                by=till.town.checker_of(till.town.firm),
                book_id=till.town.book,
                number=NUMBER,
                at=till.town.at,
            )

    def test_rests_encrypted_and_one_is_verified_at_a_time(self, ready, superuser):
        ready.told(number="6217000055556666")
        rows = superuser.execute("select holder_name, number from custody_bank_account").fetchall()
        assert not any(NUMBER in number or "Lamps" in name for name, number in rows)
        with pytest.raises(psycopg.errors.UniqueViolation, match="custody_one_verified_account"):
            superuser.execute(
                "update custody_bank_account set state = 'verified', verified_at = told_at,"
                " verified_by = gen_random_uuid() where state = 'told'"
            )

    def test_is_never_verified_by_who_told_it(self, till, superuser):
        till.told()
        with pytest.raises(psycopg.errors.CheckViolation, match="custody_account_verified_by"):
            superuser.execute(
                "update custody_bank_account set state = 'verified', verified_at = told_at,"
                " verified_by = told_by"
            )


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("6217000033334444", "6217000033334444"),
        (" 6217 0000 3333 4444 ", "6217000033334444"),
        ("de89370400440532013000", "DE89370400440532013000"),
    ],
)
def test_a_number_is_read_as_people_write_it(said, number):
    assert account_number(said) == number


@pytest.mark.parametrize(
    "said", ["", "12345", "6" * 35, "6217-0000-3333", "六二一七〇〇", "１２３４５６"]
)
def test_what_is_no_number_is_refused(said):
    with pytest.raises(NumberMalformed):
        account_number(said)
