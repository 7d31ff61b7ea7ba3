"""What the tests of the lowest floor share."""

from uuid import UUID

import pytest

from headrace.kit.actors import Actor


@pytest.fixture
def owner() -> Actor:
    return Actor(
        person_id=UUID(int=7),
        organisation_id=UUID(int=70),
        roles=frozenset({"enterprise"}),
        duties=frozenset({"maker"}),
        district="dongdu",
    )
