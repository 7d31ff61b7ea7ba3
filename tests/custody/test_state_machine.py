"""The ledger against its model: the same answers and counters after every step."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from headrace.custody import queries, services
from headrace.custody.models import Account, Allowed
from headrace.custody.services import NewTransfer
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction

from .model import Box, Model
from .world import World

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CODES = ("pay_in", "hold", "drawdown", "settled", "repay_principal", "refund", "service_fee")
AMOUNTS = st.integers(min_value=0, max_value=60)
PLACES = st.integers(min_value=0, max_value=6)


class LedgerAgainstModel(RuleBasedStateMachine):
    """Random batches of every kind, good and bad."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World(AT)
        ways = Allowed.objects.values_list("debit_purpose", "code", "credit_purpose")
        self.model = Model(frozenset(ways))
        self.world.account("held", None, self.world.demand)
        self.world.account("fee_income")
        rows = Account.objects.filter(book_id=self.world.book).order_by("id")
        self.model.boxes = {row.id: Box(row.purpose, row.floor_side) for row in rows}
        self.names = [*self.model.boxes, new_id()]
        self.asked: list[NewTransfer] = []
        self.steps = 0

    def check(self, *batch: NewTransfer) -> None:
        expected = self.model.post(list(batch))
        answers = self.world.post(*batch)
        assert [(each.status, each.seq) for each in answers] == expected
        self.asked += batch
        self.steps += len(batch)

    def move(self, kind, debit, credit, amount, code, **more) -> NewTransfer:
        return NewTransfer(
            new_id(), kind, AT, self.names[debit % 8], self.names[credit % 8], amount, code, **more
        )

    def of_purpose(self, purpose: str):
        return next(name for name, box in self.model.boxes.items() if box.purpose == purpose)

    @rule(amount=st.integers(min_value=1, max_value=500), who=st.booleans())
    def pay_in(self, amount, who):
        party = self.world.lender if who else self.world.enterprise
        target = self.world.account("available", party)
        cash = self.of_purpose("custodian_cash")
        self.check(NewTransfer(new_id(), "post", AT, cash, target, amount, "pay_in"))

    @rule(
        kind=st.sampled_from(["post", "pend"]),
        debit=PLACES,
        credit=PLACES,
        amount=AMOUNTS,
        code=st.sampled_from(CODES),
    )
    def any_move(self, kind, debit, credit, amount, code):
        self.check(self.move(kind, debit, credit, amount, code))

    @rule(amount=AMOUNTS)
    def hold(self, amount):
        source = self.world.account("available", self.world.lender)
        target = self.of_purpose("held")
        self.check(NewTransfer(new_id(), "pend", AT, source, target, amount, "hold"))

    @rule(amount=AMOUNTS)
    def draw(self, amount):
        source, transit = self.of_purpose("held"), self.of_purpose("in_transit")
        self.check(NewTransfer(new_id(), "pend", AT, source, transit, amount, "drawdown"))

    @precondition(lambda self: self.asked)
    @rule(
        data=st.data(),
        kind=st.sampled_from(["post_pending", "void_pending", "expire"]),
        part=st.none() | AMOUNTS,
    )
    def resolve(self, data, kind, part):
        pending = [each for each in self.asked if each.kind == "pend"] or self.asked
        chosen = data.draw(st.sampled_from(pending))
        self.check(NewTransfer(new_id(), kind, AT, amount_minor=part, pending_id=chosen.id))

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def repeat(self, data):
        self.check(data.draw(st.sampled_from(self.asked)))

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), amount=AMOUNTS)
    def repeat_altered(self, data, amount):
        old = data.draw(st.sampled_from(self.asked))
        told = {name: getattr(old, name) for name in NewTransfer.__slots__}
        self.check(NewTransfer(**(told | {"amount_minor": amount})))

    @rule(amounts=st.lists(AMOUNTS, min_size=2, max_size=4), loose=AMOUNTS)
    def share_out(self, amounts, loose):
        group = new_id()
        payer = self.world.account("available", self.world.enterprise)
        payee = self.world.account("available", self.world.lender)
        linked = [
            NewTransfer(
                new_id(),
                "post",
                AT,
                payer,
                payee,
                each,
                "repay_principal",
                group_id=group,
                linked=True,
            )
            for each in amounts
        ]
        single = NewTransfer(new_id(), "post", AT, payer, payee, loose, "repay_interest")
        self.check(*linked, single)

    @rule(frozen=st.booleans())
    def freeze(self, frozen):
        act = services.freeze_account if frozen else services.unfreeze_account
        with open_transaction():
            act(
                book_id=self.world.book,
                party_id=self.world.lender,
                order=Subject("order", new_id()),
                by=self.world.system,
                at=AT,
            )
        self.model.boxes[self.world.account("available", self.world.lender)].frozen = frozen

    @invariant()
    def counters_agree(self):
        rows = Account.objects.filter(book_id=self.world.book)
        found = {
            row.id: (
                row.debits_posted,
                row.credits_posted,
                row.debits_pending,
                row.credits_pending,
            )
            for row in rows
        }
        assert found == {name: box.counters() for name, box in self.model.boxes.items()}
        assert queries.ledger_balanced(self.world.book)

    def teardown(self):
        assert queries.verify_book(self.world.book).ok


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        LedgerAgainstModel,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_ledger_answers_as_its_model(committed):
    run(examples=8, steps=30)


@pytest.mark.slow
def test_the_ledger_answers_as_its_model_for_long(committed):
    run(examples=200, steps=250)
