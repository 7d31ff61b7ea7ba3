import pytest

import headrace.credit.tasks  # noqa: F401 - reactions are registered by reading them
from tests.market.town import Town


@pytest.fixture
def town(committed: None, at) -> Town:
    return Town(at)
