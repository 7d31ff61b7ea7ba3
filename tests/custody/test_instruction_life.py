"""Random lives of an instruction, each held against the table of its moves."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from headrace.custody import queries, services
from headrace.custody.rules.instructions import Event, State, after
from headrace.kit.errors import CentreError
from headrace.kit.ids import new_id

from .effort import examples
from .test_payments_that_come_back import Sent
from .test_state_machine import AT
from .world import person, yuan

MOVES = {
    "drafted": {"second_key": "authorised", "cancel": "cancelled"},
    "authorised": {"send": "sending", "cancel": "cancelled"},
    "sending": {
        "send": "sending",
        "delivered": "sent",
        "accept": "accepted",
        "reject": "rejected",
        "book": "booked",
    },
    "sent": {"accept": "accepted", "reject": "rejected", "book": "booked"},
    "accepted": {"reject": "rejected", "book": "booked"},
    "booked": {"reject": "returning", "return": "returned"},
    "returning": {"return": "returned"},
    "rejected": {},
    "returned": {},
    "cancelled": {},
}
WITHOUT_MONEY_OUT = {"drafted", "authorised", "cancelled", "rejected", "returned"}


class TestTheTable:
    def test_names_every_state(self):
        assert set(MOVES) == {each.value for each in State}

    def test_lets_every_state_be_reached_from_a_draft(self):
        reached, waiting = set(), ["drafted"]
        while waiting:
            state = waiting.pop()
            reached.add(state)
            waiting += set(MOVES[state].values()) - reached
        assert reached == set(MOVES)

    def test_lets_no_draft_out_past_the_keys(self):
        assert set(MOVES["drafted"].values()) == {"authorised", "cancelled"}

    @pytest.mark.parametrize("state", ["", "paid", "BOOKED"])
    def test_knows_no_other_state(self, state):
        with pytest.raises(ValueError, match="is not a valid State"):
            after(state, Event.BOOK)


class Life(RuleBasedStateMachine):
    """Every act that anybody may try, in any order, against the table above."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = Sent(AT)
        self.world = self.sent.world
        # One payment has left already and stays so; the life that is followed is another's.
        self.id = self.sent.id = self.sent.prepare()
        self.sent.end_to_end_id = self.sent.row.transfer_id.hex
        self.state, self.keys, self.lines = "drafted", 0, 0

    def follow(self, event: str) -> None:
        self.state = MOVES[self.state].get(event, self.state)

    def attempt(self, act, *, allowed: bool) -> None:
        try:
            act()
        except CentreError:
            assert not allowed
        else:
            assert allowed

    @rule()
    def turn_a_key(self):
        house = (
            (self.world.lender, "bank") if self.keys == 0 else (self.world.custodian, "custodian")
        )
        allowed = self.state == "drafted"
        self.attempt(
            lambda: services.approve_instruction(
                key=new_id(), by=person(*house), instruction_id=self.id, at=AT
            ),
            allowed=allowed,
        )
        if allowed:
            self.keys += 1
            if self.keys == 2:
                self.follow("second_key")

    @rule(custodian=st.booleans())
    def cancel(self, custodian):
        house = (self.world.custodian, "custodian") if custodian else (self.world.lender, "bank")
        self.attempt(
            lambda: services.cancel_instruction(
                key=new_id(), by=person(*house), instruction_id=self.id, reason="x", at=AT
            ),
            allowed=self.state in ("drafted", "authorised"),
        )
        self.follow("cancel")

    @rule()
    def send(self):
        self.attempt(
            lambda: services.send_instruction(by=self.world.system, instruction_id=self.id, at=AT),
            allowed=self.state != "drafted",
        )
        self.follow("send")
        self.follow("delivered")

    @rule(accepts=st.booleans())
    def answer(self, accepts):
        self.sent.answer("ACSP" if accepts else "RJCT", "" if accepts else "AC04")
        # A bank knows nothing of what was not sent: an answer to it is forged, and told.
        self.follow("accept" if accepts else "reject")

    @rule(credit=st.booleans(), whole=st.booleans())
    def tell_a_line(self, credit, whole):
        self.lines += 1
        reason = "AC04" if credit else ""
        amount = 300 if whole else 299
        line = self.sent.entry(f"L{self.lines}", credit=credit, reason=reason, amount=amount)
        try:
            self.sent.lines(line)
        except CentreError:
            # The mirror of the bank account never falls below nothing.
            assert not credit
            return
        if whole:
            self.follow("return" if credit else "book")

    @invariant()
    def it_stands_where_the_table_says(self):
        row = self.sent.row
        assert row.state == self.state
        assert (row.first_key_by is not None) + (row.second_key_by is not None) == self.keys

    @invariant()
    def the_escrow_misses_its_money_only_while_it_is_out(self):
        out = 0 if self.state in WITHOUT_MONEY_OUT else 300
        assert self.world.held == yuan(700 - out)
        assert queries.ledger_balanced(self.world.book)

    def teardown(self):
        assert queries.verify_book(self.world.book).ok


def test_random_lives_keep_to_the_table(committed):
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=examples(6, proving=150),
            stateful_step_count=14,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
