"""A town in which agreements are made; every specification commits for real."""

import pytest

import headrace.contracts.tasks  # noqa: F401 - its reactions are registered by reading it
from tests.contracts_domain.town import Town


@pytest.fixture
def town(committed, at):
    return Town(at)
