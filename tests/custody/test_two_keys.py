"""A payment leaves with two keys, of two persons, of two organisations."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection

from headrace.custody import queries, services
from headrace.custody.models import Instruction
from headrace.custody.ports import PaymentOrder, bind
from headrace.custody.services import (
    AuthorisationReused,
    InstructionAltered,
    KeyNotYours,
    KeyOfTheCustodian,
    PayerNotAdmitted,
    SamePerson,
    StepRefused,
)
from headrace.kit.actors import Actor
from headrace.kit.errors import NotAdmitted, NotFound
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction

from .world import World, person, yuan


@pytest.fixture
def held(world: World) -> World:
    world.fund(world.lender, 1000)
    world.take(world.hold(600))
    return world


@pytest.fixture
def maker(held: World) -> Actor:
    return person(held.lender, "bank", duty="maker")


@pytest.fixture
def checker(held: World) -> Actor:
    return person(held.lender, "bank")


@pytest.fixture
def clerk(held: World) -> Actor:
    return person(held.custodian, "custodian")


def prepare(world: World, by: Actor, authorisation: str = "AUTH-1", amount: int = 600):
    with open_transaction():
        return services.prepare_payment(
            book_id=world.book,
            business=Subject("loan", new_id()),
            debit_party=world.lender,
            debit_purpose="held",
            demand_id=world.demand,
            payee_name="宁渡阀门有限公司",
            payee_account="6228480402564890018",
            amount=yuan(amount),
            purpose_code="drawdown",
            client_authorisation=authorisation,
            by=by,
            at=world.at,
        )


def turn(world: World, instruction, by: Actor) -> str:
    return services.approve_instruction(
        key=new_id(), by=by, instruction_id=instruction, at=world.at
    )


@pytest.fixture
def drawdown(held: World, maker: Actor):
    return prepare(held, maker)


class TestTheKeys:
    def test_are_turned_by_the_payer_and_then_by_the_custodian(
        self, held, drawdown, checker, clerk
    ):
        assert [each.id for each in queries.instructions_waiting(checker)] == [drawdown]
        assert queries.instructions_waiting(clerk) == ()
        assert turn(held, drawdown, checker) == "drafted"
        assert queries.instructions_waiting(checker) == ()
        assert [each.keys for each in queries.instructions_waiting(clerk)] == [1]
        assert turn(held, drawdown, clerk) == "authorised"
        assert queries.instruction(drawdown, clerk).keys == 2

    def test_a_repeated_request_turns_no_second_key(self, held, drawdown, checker):
        asked = {"key": new_id(), "by": checker, "instruction_id": drawdown, "at": held.at}
        answers = [services.approve_instruction(**asked) for _ in range(2)]
        assert answers == ["drafted", "drafted"]
        assert queries.instruction(drawdown, checker).keys == 1

    def test_the_maker_turns_none(self, held, drawdown, maker):
        both = Actor(maker.person_id, held.lender, frozenset({"bank"}), frozenset({"checker"}))
        with pytest.raises(SamePerson):
            turn(held, drawdown, both)

    def test_a_maker_has_no_key_at_all(self, held, drawdown):
        with pytest.raises(NotAdmitted):
            turn(held, drawdown, person(held.lender, "bank", duty="maker"))

    def test_one_person_turns_one_even_with_two_badges(self, held, drawdown, checker):
        turn(held, drawdown, checker)
        badge = Actor(
            checker.person_id, held.custodian, frozenset({"custodian"}), frozenset({"checker"})
        )
        with pytest.raises(SamePerson):
            turn(held, drawdown, badge)

    def test_the_first_is_not_the_custodians(self, held, drawdown, clerk):
        with pytest.raises(KeyNotYours):
            turn(held, drawdown, clerk)

    def test_the_first_falls_with_the_payers_licence(self, held, drawdown):
        with pytest.raises(PayerNotAdmitted):
            turn(held, drawdown, person(held.lender))

    def test_the_second_is_not_the_payers(self, held, drawdown, checker):
        turn(held, drawdown, checker)
        with pytest.raises(KeyOfTheCustodian):
            turn(held, drawdown, person(held.lender, "bank"))

    @pytest.mark.parametrize("role", ["enterprise", "custodian", "bank", "government"])
    def test_of_a_stranger_fit_nothing_and_tell_nothing(self, held, drawdown, checker, role):
        with pytest.raises(NotFound):
            turn(held, drawdown, person(new_id(), role))
        turn(held, drawdown, checker)
        with pytest.raises(NotFound):
            turn(held, drawdown, person(new_id(), role))

    def test_turned_by_two_checkers_at_once_are_one_key(self, held, drawdown):
        def try_to_turn(by: Actor) -> str:
            try:
                return turn(held, drawdown, by)
            except KeyNotYours as refused:
                return type(refused).__name__
            finally:
                connection.close()

        checkers = [person(held.lender, "bank") for _ in range(2)]
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(try_to_turn, checkers))
        assert sorted(answers) == ["KeyOfTheCustodian", "drafted"]
        assert queries.instruction(drawdown, checkers[0]).keys == 1

    def test_the_second_falls_with_the_custodians_licence(self, held, drawdown, checker):
        turn(held, drawdown, checker)
        with pytest.raises(KeyOfTheCustodian):
            turn(held, drawdown, person(held.custodian))

    def test_no_third_is_turned(self, held, drawdown, checker, clerk):
        turn(held, drawdown, checker)
        turn(held, drawdown, clerk)
        with pytest.raises(StepRefused):
            turn(held, drawdown, person(held.custodian, "custodian"))

    def test_of_a_background_worker_do_not_exist(self, held, drawdown):
        worker = Actor(None, held.lender, frozenset({"bank"}), frozenset({"checker"}))
        with pytest.raises(SamePerson):
            turn(held, drawdown, worker)

    def test_the_database_insists_on_them(self, held, drawdown, checker, superuser):
        with pytest.raises(psycopg.errors.CheckViolation, match="custody_no_money_without_two"):
            superuser.execute("update custody_instruction set state = 'sent'")
        turn(held, drawdown, checker)
        with pytest.raises(psycopg.errors.CheckViolation, match="custody_two_keys_two_persons"):
            superuser.execute("update custody_instruction set second_key_by = first_key_by")


class TestAPayment:
    def test_is_not_sent_with_one_key(self, held, drawdown, checker):
        turn(held, drawdown, checker)
        with pytest.raises(StepRefused):
            services.send_instruction(by=held.system, instruction_id=drawdown, at=held.at)
        assert services.send_ready(by=held.system, at=held.at).sent == ()

    def test_is_not_sent_when_it_was_altered_after_the_keys(self, held, drawdown, checker, clerk):
        turn(held, drawdown, checker)
        turn(held, drawdown, clerk)
        Instruction.objects.filter(id=drawdown).update(payee_account="6228480402564890019")
        report = services.send_ready(by=held.system, at=held.at)
        assert report.waiting == ((drawdown, InstructionAltered.code()),)
        assert held.held == yuan(600)

    def test_needs_a_client_authorisation_of_its_own(self, held, drawdown, maker):
        with pytest.raises(AuthorisationReused):
            prepare(held, maker, amount=1)
        assert prepare(held, maker, "AUTH-2", amount=1) != drawdown

    def test_stays_released_while_its_custodian_is_not_bound(self, held, drawdown, checker, clerk):
        turn(held, drawdown, checker)
        turn(held, drawdown, clerk)
        report = services.send_ready(by=held.system, at=held.at)
        assert report.waiting == ((drawdown, "custody/custodian-unbound"),)
        seen: list[PaymentOrder] = []
        bind(held.custodian, _Listening(seen))
        assert services.send_ready(by=held.system, at=held.at).sent == (drawdown,)
        assert [(each.amount, each.payee_account) for each in seen] == [
            (yuan(600), "6228480402564890018")
        ]

    def test_is_seen_by_its_parties_and_the_supervisor_only(self, held, drawdown, checker, clerk):
        government = Actor(new_id(), new_id(), frozenset({"government"}), district="000000")
        for actor in (checker, clerk, government):
            assert queries.instruction(drawdown, actor).amount == yuan(600)
        business = queries.instruction(drawdown, checker).business
        assert len(queries.instructions_of(business, clerk)) == 1
        for actor in (person(held.enterprise, "enterprise"), person(new_id(), "custodian")):
            with pytest.raises(NotFound):
                queries.instruction(drawdown, actor)


class _Listening:
    """An outside that takes every order and says nothing."""

    def __init__(self, orders: list[PaymentOrder]) -> None:
        self.orders = orders

    def write(self, order: PaymentOrder) -> bytes:
        self.orders.append(order)
        return b""

    def submit(self, xml: bytes) -> None:
        return None

    def read(self, xml: bytes):
        raise NotImplementedError

    def fetch_messages(self, account: str, after: str) -> tuple[()]:
        return ()
