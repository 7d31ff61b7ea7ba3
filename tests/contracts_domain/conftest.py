"""A town in which agreements are made; every specification commits for real."""

import pytest

from headrace.contracts import tasks
from tests.contracts_domain.town import Town


@pytest.fixture
def town(committed, at):
    assert tasks.start_loan, "the reactions are registered when the module is read"
    return Town(at)
