import pytest

import headrace.credit.tasks
import headrace.market.tasks  # noqa: F401 - reactions are registered by reading them
from headrace.kit import delivery
from tests.market.town import Town


@pytest.fixture
def town(committed: None, at) -> Town:
    """A town whose acts are really committed, so that the journal can be delivered."""
    return Town(at)


@pytest.fixture
def deliver():
    """Let every package react to what was written down."""
    return delivery.deliver_all
