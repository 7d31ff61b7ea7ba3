import pytest

import headrace.credit.tasks
import headrace.market.tasks  # noqa: F401 - reactions are registered by reading them
from tests.market.town import Town


@pytest.fixture
def town(db, at) -> Town:
    """A town inside the test's own transaction."""
    return Town(at)


@pytest.fixture
def committed_town(committed: None, at) -> Town:
    """A town whose acts are really committed: for the journal, and for several at once."""
    return Town(at)
