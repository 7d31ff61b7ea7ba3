"""A centre whose people call the API; every specification commits for real."""

from datetime import date

import pytest

import headrace.contracts.tasks
import headrace.credit.tasks
import headrace.custody.tasks
import headrace.market.tasks
import headrace.supervision.tasks  # noqa: F401 - reactions are registered by reading them
from headrace.gateways.mock_bank import MockBank
from tests.api.town import Town
from tests.api.world import World

FIRST_DAY = date(2026, 11, 23)


@pytest.fixture
def world(committed, at):
    return World(at)


@pytest.fixture(scope="session")
def running_bank(tmp_path_factory):
    running = MockBank.start(tmp_path_factory.mktemp("bank"), on=FIRST_DAY)
    yield running
    running.stop()


@pytest.fixture
def mock_bank(running_bank):
    """The pretend bank on its first day, with nobody's money."""
    running_bank.begin_anew(on=FIRST_DAY)
    return running_bank


@pytest.fixture
def town(committed, at, mock_bank):
    return Town(at, mock_bank)
