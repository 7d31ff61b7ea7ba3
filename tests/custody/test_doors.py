"""Who opens a book and speaks for the bank: its custodian; and no two currencies are mixed."""

from decimal import Decimal

import pytest
from tenor.money import Money

from headrace.custody import queries, services
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction

from .world import World, person, yuan


def central(*, duty: str = "checker", district: str = "000000") -> Actor:
    return Actor(new_id(), new_id(), frozenset({"government"}), frozenset({duty}), district)


def open_book(world: World, by: Actor, custodian=None):
    return services.open_book(
        key=new_id(),
        by=by,
        custodian_id=custodian or new_id(),
        region="330000",
        currency="CNY",
        account_number="6222020000000009",
        account_name="存管专户",
        at=world.at,
    )


class TestABook:
    def test_is_opened_by_the_custodian_itself_or_central_government(self, world: World):
        clerk = person(new_id(), "custodian")
        for by, custodian in (
            (clerk, clerk.organisation_id),
            (central(), new_id()),
            (Actor.system("set-up"), new_id()),
        ):
            book_id = open_book(world, by, custodian)
            assert queries.book(book_id).custodian_id == custodian

    def test_is_opened_by_nobody_else(self, world: World):
        own = new_id()
        for by in (
            person(own, "custodian", duty="maker"),
            person(own),
            person(own, "operator"),
            person(new_id(), "custodian"),
            person(new_id(), "bank"),
            central(duty="maker"),
            central(district="330200"),
        ):
            with pytest.raises(services.BookNotYours) as refused:
                open_book(world, by, own)
            assert refused.value.field == "custodian_id"
        assert [each.id for each in queries.books()] == [world.book]


class TestTheCustodiansChannel:
    @pytest.fixture
    def strangers(self, world: World):
        return [
            person(world.custodian, "custodian", duty="maker"),
            person(world.custodian),
            person(new_id(), "custodian"),
            person(world.lender, "bank"),
            person(new_id(), "operator"),
        ]

    def test_is_nobody_elses(self, world: World, strangers):
        told = {"book_id": world.book, "at": world.at}
        for by in strangers:
            with pytest.raises(services.NotTheCustodian):
                services.receive_message(xml=b"<x/>", by=by, **told)
            with pytest.raises(services.NotTheCustodian):
                services.collect_messages(by=by, **told)
            with pytest.raises(services.NotTheCustodian):
                services.reconcile(on=world.at.date(), by=by, **told)

    def test_sends_for_nobody_else(self, world: World, strangers):
        world.fund(world.lender, 1000)
        world.take(world.hold(600))
        with open_transaction():
            instruction = services.prepare_payment(
                **payment(world, yuan(600)), by=person(world.lender, "bank", duty="maker")
            )
        for by in (person(world.lender, "bank"), person(world.custodian, "custodian")):
            services.approve_instruction(
                key=new_id(), by=by, instruction_id=instruction, at=world.at
            )
        for by in strangers:
            with pytest.raises(services.NotTheCustodian):
                services.send_instruction(by=by, instruction_id=instruction, at=world.at)
        assert queries.instruction(instruction, person(world.lender, "bank")).state == "authorised"


def payment(world: World, amount: Money) -> dict[str, object]:
    return {
        "book_id": world.book,
        "business": Subject("loan", new_id()),
        "debit_party": world.lender,
        "debit_purpose": "held",
        "demand_id": world.demand,
        "payee_name": "宁渡阀门有限公司",
        "payee_account": "6228480402564890018",
        "amount": amount,
        "purpose_code": "drawdown",
        "client_authorisation": "AUTH-1",
        "at": world.at,
    }


class TestAnotherCurrency:
    """A hundred dollars are not a hundred yuan, though their figures are the same."""

    dollars = Money(Decimal(100), "USD")

    def test_is_not_held(self, world: World):
        world.fund(world.lender, 1000)
        with pytest.raises(services.CurrencyOfAnother), open_transaction():
            services.hold(
                book_id=world.book,
                transfer_id=new_id(),
                party_id=world.lender,
                demand_id=world.demand,
                amount=self.dollars,
                at=world.at,
            )
        assert world.free(world.lender) == yuan(1000)

    def test_is_not_paid_out(self, world: World):
        world.fund(world.lender, 1000)
        world.take(world.hold(600))
        with pytest.raises(services.CurrencyOfAnother), open_transaction():
            services.prepare_payment(
                **payment(world, self.dollars), by=person(world.lender, "bank", duty="maker")
            )

    def test_is_not_shared_out(self, world: World):
        world.fund(world.enterprise, 1000)
        for amounts in ([self.dollars], [yuan(1), self.dollars]):
            shares = [services.Share(world.lender, "repay_principal", each) for each in amounts]
            with pytest.raises(services.CurrencyOfAnother), open_transaction():
                services.distribute(
                    book_id=world.book,
                    group_id=new_id(),
                    payer_id=world.enterprise,
                    shares=shares,
                    subject=Subject("repayment", new_id()),
                    by=world.system,
                    at=world.at,
                )
        assert world.free(world.enterprise) == yuan(1000)
