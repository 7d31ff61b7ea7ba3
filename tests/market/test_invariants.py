"""
Whatever people do in whatever order, the money adds up.

A seeded walk through the verbs; refusals are part of life, and the same seed walks the same way.
A few walks are made with every change; `HEADRACE_PROVE=1` makes many and longer ones.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from uuid import UUID

from django.db.transaction import set_rollback
from tenor.money import Money, total_of

from headrace.custody import queries as custody
from headrace.kit.actors import Actor
from headrace.kit.errors import CentreError
from headrace.kit.transactions import savepoint
from headrace.market import models, queries, services
from headrace.register import queries as register
from tests.market.town import SET_UP, Bank, Town, yuan

PAID_IN = 1_000_000
ASKED, LEAST = 900_000, 500_000
SEEDS, STEPS = (range(24), 40) if os.environ.get("HEADRACE_PROVE") == "1" else ((3, 10, 11), 22)


@dataclass
class Stage:
    """One demand and three banks."""

    town: Town
    firm: Actor = field(init=False)
    banks: dict[UUID, Bank] = field(init=False)
    products: dict[UUID, UUID] = field(init=False)
    demand: UUID = field(init=False)

    def __post_init__(self) -> None:
        self.firm = self.town.firm()
        banks = [self.town.bank(money=PAID_IN) for _ in range(3)]
        self.banks = {each.id: each for each in banks}
        self.products = {each.id: self.town.product(each) for each in banks}
        self.demand = self.town.matched(self.firm, amount=yuan(ASKED), amount_least=yuan(LEAST))


class Walk:
    """A die on a stage."""

    def __init__(self, stage: Stage, die: Random) -> None:
        self.die = die
        self.town, self.firm, self.demand = stage.town, stage.firm, stage.demand
        self.banks, self.products = stage.banks, stage.products
        self.refused = self.done = 0

    def step(self) -> None:
        """Somebody tries something; the world may refuse."""
        act: Callable[[], object] = self.die.choice(
            [self.make] * 4
            + [self.approve] * 4
            + [self.accept] * 3
            + [self.decline, self.take_back, self.wait, self.withdraw_rarely]
        )
        try:
            act()
            self.done += 1
        except CentreError:
            self.refused += 1

    def make(self) -> None:
        bank = self.die.choice(list(self.banks.values()))
        amount = yuan(self.die.randrange(100_000, 600_000, 50_000))
        ends = self.town.at + timedelta(days=self.die.randint(1, 9))
        self.town.offer(bank, self.demand, self.products[bank.id], amount=amount, expires_at=ends)

    def approve(self) -> None:
        offer = self.any_offer()
        checker = self.banks[offer.lender_id].checker
        self.town.do(services.approve_offer, checker, offer_id=offer.id)

    def take_back(self) -> None:
        offer = self.any_offer()
        checker = self.banks[offer.lender_id].checker
        self.town.do(services.withdraw_offer, checker, offer_id=offer.id)

    def accept(self) -> None:
        self.town.do(services.accept_offer, self.firm, offer_id=self.any_offer().id)

    def decline(self) -> None:
        self.town.do(services.decline_offer, self.firm, offer_id=self.any_offer().id)

    def wait(self) -> None:
        self.town.at += timedelta(days=self.die.randint(1, 6))
        self.town.do(services.expire_due, SET_UP)

    def withdraw_rarely(self) -> None:
        if self.die.random() < 0.2:
            self.town.do(services.withdraw_demand, self.firm, demand_id=self.demand)

    def any_offer(self) -> models.Offer:
        offers = list(models.Offer.objects.filter(demand=self.demand).order_by("id"))
        if not offers:
            raise services.AlreadyOffered
        return self.die.choice(offers)

    def check(self) -> None:
        """Money is free or held, what binds is owed, and nothing exceeds what was asked."""
        seen = queries.demand(self.demand, self.firm)
        held = self.held("firm", "chosen", "accepted")
        free = total_of([self.town.free(each) for each in self.banks.values()])
        assert free + held == yuan(3 * PAID_IN)
        assert seen.covered + seen.chosen <= seen.amount
        assert register.exposure(self.firm.organisation_id) == seen.covered
        assert seen.covered == yuan(0) or seen.covered >= seen.amount_least
        assert custody.ledger_balanced(self.town.book)
        if seen.state in ("withdrawn", "expired"):
            assert held == yuan(0)
        if seen.state == "contracted":
            assert held == seen.covered >= seen.amount_least

    def held(self, *states: str) -> Money:
        offers = models.Offer.objects.filter(demand=self.demand, state__in=states)
        return Money.from_minor(sum(offers.values_list("amount_minor", flat=True)))


@contextmanager
def undone() -> Iterator[None]:
    """A walk of its own on the common stage: whatever it did is undone afterwards."""
    block = savepoint()
    # As the test's own transaction: verbs may open theirs inside it.
    block._from_testcase = True
    with block:
        yield
        set_rollback(True)


def test_money_adds_up_after_every_step(db, at):
    # Given one stage for all walks: a firm's request, and three banks that were shown it
    town = Town(at)
    stage = Stage(town)
    reached: set[str] = set()

    # When each seed walks on it, then the promises hold after every single step
    for seed in SEEDS:
        town.at = at
        with undone():
            walk = Walk(stage, Random(seed))
            for _ in range(STEPS):
                walk.step()
                walk.check()
            reached |= set(models.Offer.objects.values_list("state", flat=True))
            assert walk.done, seed
            assert walk.refused, seed

    # And the walks have seen money bound and money given back
    assert {"accepted", "lapsed"} <= reached
