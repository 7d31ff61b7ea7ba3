"""A payment that was prepared and has not left is taken back by either of two houses."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from headrace.custody import ports, queries, services
from headrace.custody.models import Instruction
from headrace.custody.rules.instructions import Event, State, StepRefused, after
from headrace.custody.services import CancelNotYours
from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id

from .test_payments_that_come_back import Mail
from .test_two_keys import prepare, turn
from .world import World, person, told, yuan


@pytest.fixture
def held(world: World) -> World:
    world.fund(world.lender, 1000)
    world.take(world.hold(600))
    return world


@pytest.fixture
def firms_maker(held) -> Actor:
    """The house that prepares is another than the one that pays: the borrower asks."""
    return person(held.enterprise, "enterprise", duty="maker")


@pytest.fixture
def drawdown(held, firms_maker):
    return prepare(held, firms_maker)


def cancel(world: World, instruction, by: Actor, **more) -> str:
    said = {"key": new_id(), "reason": "not_needed", "at": world.at} | more
    return services.cancel_instruction(by=by, instruction_id=instruction, **said)


def state_of(instruction) -> str:
    return Instruction.objects.get(id=instruction).state


class TestCancelling:
    @pytest.mark.parametrize("duty", ["maker", "checker"])
    def test_is_open_to_the_house_that_prepared_it(self, held, drawdown, duty):
        assert cancel(held, drawdown, person(held.enterprise, "enterprise", duty=duty)) == (
            "cancelled"
        )
        assert "custody.instruction.cancelled" in told(held.lender)

    @pytest.mark.parametrize("duty", ["maker", "checker"])
    def test_is_open_to_the_custodians_clerk(self, held, drawdown, duty):
        assert cancel(held, drawdown, person(held.custodian, "custodian", duty=duty)) == (
            "cancelled"
        )

    def test_needs_no_licence_of_the_house_that_leaves_the_money_where_it_is(self, held, drawdown):
        assert cancel(held, drawdown, person(held.enterprise, duty="maker")) == "cancelled"

    @pytest.mark.parametrize("role", ["bank", "custodian", "government", "enterprise", "auditor"])
    def test_by_a_stranger_finds_nothing(self, held, drawdown, role):
        with pytest.raises(NotFound):
            cancel(held, drawdown, person(new_id(), role))
        assert state_of(drawdown) == "drafted"

    def test_is_not_the_paying_lenders_who_simply_turns_no_key(self, held, drawdown):
        with pytest.raises(NotFound):
            cancel(held, drawdown, person(held.lender, "bank"))

    def test_is_not_a_viewers(self, held, drawdown):
        with pytest.raises(CancelNotYours):
            cancel(held, drawdown, person(held.enterprise, "enterprise", duty="viewer"))

    def test_is_not_a_suspended_custodians(self, held, drawdown):
        with pytest.raises(CancelNotYours):
            cancel(held, drawdown, person(held.custodian))

    def test_of_nothing_finds_nothing(self, held, firms_maker):
        with pytest.raises(NotFound):
            cancel(held, new_id(), firms_maker)

    def test_told_twice_is_done_once(self, held, drawdown, firms_maker):
        key = new_id()
        answers = [cancel(held, drawdown, firms_maker, key=key) for _ in range(2)]
        assert answers == ["cancelled", "cancelled"]
        assert told(held.lender).count("custody.instruction.cancelled") == 1
        with pytest.raises(StepRefused):
            cancel(held, drawdown, firms_maker)


class TestACancelledPayment:
    def test_moves_no_money_and_frees_all_that_it_spoke_for(self, held, drawdown, firms_maker):
        before = queries.verify_book(held.book).transfers
        cancel(held, drawdown, firms_maker)
        assert held.held == yuan(600)
        assert queries.verify_book(held.book).transfers == before
        assert prepare(held, firms_maker, "AUTH-2") != drawdown

    @pytest.mark.parametrize("keys", [0, 1, 2])
    def test_takes_no_key_and_is_never_sent(self, held, drawdown, firms_maker, keys):
        turners = [person(held.lender, "bank"), person(held.custodian, "custodian")]
        for who in turners[:keys]:
            turn(held, drawdown, who)
        cancel(held, drawdown, firms_maker)
        for who in turners:
            assert queries.instructions_waiting(who) == ()
            with pytest.raises(StepRefused):
                turn(held, drawdown, person(who.organisation_id, *who.roles))
        assert services.send_ready(by=held.system, at=held.at).sent == ()
        assert (
            services.send_instruction(by=held.system, instruction_id=drawdown, at=held.at)
            == "cancelled"
        )
        assert held.held == yuan(600)

    def test_is_too_late_once_its_sending_has_begun(self, held, drawdown, firms_maker):
        ports.bind(held.custodian, Mail())
        turn(held, drawdown, person(held.lender, "bank"))
        turn(held, drawdown, person(held.custodian, "custodian"))
        services.send_instruction(by=held.system, instruction_id=drawdown, at=held.at)
        with pytest.raises(StepRefused):
            cancel(held, drawdown, firms_maker)

    def test_is_either_sent_or_cancelled_when_both_are_tried_at_once(
        self, held, drawdown, firms_maker
    ):
        # Given a released payment, and its sending and its cancelling at the same moment
        ports.bind(held.custodian, Mail())
        turn(held, drawdown, person(held.lender, "bank"))
        turn(held, drawdown, person(held.custodian, "custodian"))

        def send() -> str:
            return services.send_instruction(by=held.system, instruction_id=drawdown, at=held.at)

        def attempt(act) -> str:
            try:
                return act()
            except StepRefused:
                return "refused"
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            acts = (send, lambda: cancel(held, drawdown, firms_maker))
            answers = list(pool.map(attempt, acts))

        # Then exactly one of the two has happened, and the money is where it says
        assert answers in (["sent", "refused"], ["cancelled", "cancelled"])
        assert held.held == yuan(0 if answers[0] == "sent" else 600)


@pytest.mark.parametrize("state", list(State))
def test_only_what_has_not_begun_to_leave_is_cancelled(state):
    if state in (State.DRAFTED, State.AUTHORISED):
        assert after(state, Event.CANCEL) is State.CANCELLED
    else:
        with pytest.raises(StepRefused):
            after(state, Event.CANCEL)


@pytest.mark.parametrize("event", list(Event))
def test_a_cancelled_payment_stays_so(event):
    with pytest.raises(StepRefused):
        after(State.CANCELLED, event)
