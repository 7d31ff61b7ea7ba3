"""The same town, with the supervisor's reactions at work."""

import pytest

import headrace.contracts.tasks
import headrace.supervision.tasks  # noqa: F401 - its reactions are registered by reading it
from tests.contracts_domain.town import Town


@pytest.fixture
def town(committed, at):
    return Town(at)
