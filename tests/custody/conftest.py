from datetime import date

import pytest

from headrace.gateways.mock_bank import MockBank

from .world import TownWorld, World


@pytest.fixture
def world(committed, at):
    return World(at)


FIRST_DAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def running_bank(tmp_path_factory):
    running = MockBank.start(tmp_path_factory.mktemp("bank"), on=FIRST_DAY)
    yield running
    running.stop()


@pytest.fixture
def bank(running_bank):
    """The pretend bank on its first day, with nobody's money."""
    running_bank.begin_anew(on=FIRST_DAY)
    return running_bank


@pytest.fixture
def town(committed, at, bank):
    return TownWorld(at, bank=bank)


@pytest.fixture
def lent(town: TownWorld) -> TownWorld:
    """300 000 of a lender's million lies in the escrow of a demand."""
    town.pay_in(town.lender, 1_000_000)
    town.take(town.hold(300_000))
    return town


@pytest.fixture
def released(lent: TownWorld):
    drawdown = lent.drawdown(300_000)
    lent.release(drawdown)
    return drawdown
