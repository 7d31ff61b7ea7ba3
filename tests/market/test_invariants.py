"""
Whatever people do in whatever order, the money adds up.

A seeded walk through the verbs; refusals are part of life, and the same seed walks the same way.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from tenor.money import Money, total_of

from headrace.custody import queries as custody
from headrace.kit.actors import Actor
from headrace.kit.errors import CentreError
from headrace.market import models, queries, services
from headrace.register import queries as register
from tests.market.town import SET_UP, Bank, Town, yuan

PAID_IN = 1_000_000
ASKED, LEAST = 900_000, 500_000


@dataclass
class Walk:
    """One demand, three banks, and a die."""

    town: Town
    die: Random
    firm: Actor = field(init=False)
    banks: dict[UUID, Bank] = field(init=False)
    products: dict[UUID, UUID] = field(init=False)
    demand: UUID = field(init=False)
    refused: int = 0
    done: int = 0

    def __post_init__(self) -> None:
        self.firm = self.town.firm()
        banks = [self.town.bank(money=PAID_IN) for _ in range(3)]
        self.banks = {each.id: each for each in banks}
        self.products = {each.id: self.town.product(each) for each in banks}
        self.demand = self.town.matched(self.firm, amount=yuan(ASKED), amount_least=yuan(LEAST))

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


@pytest.mark.parametrize("seed", range(5))
def test_money_adds_up_after_every_step(db, at, seed):
    walk = Walk(Town(at), Random(seed))
    for _ in range(24):
        walk.step()
        walk.check()
    assert walk.done
    assert walk.refused


def test_the_walk_reaches_acceptance_and_refund(db, at):
    town, ends = Town(at), set()
    for seed in range(100, 104):
        walk = Walk(town, Random(seed))
        for _ in range(30):
            walk.step()
        ends |= set(models.Offer.objects.values_list("state", flat=True))
    assert {"accepted", "lapsed"} <= ends
