from dataclasses import replace
from datetime import datetime
from uuid import uuid4

import pytest

from headrace.kit.actors import Actor
from headrace.rulebook import services


@pytest.fixture
def packs(db, at: datetime) -> None:
    """The shipped packs, loaded as at the first start."""
    services.load_packs(at=at)


@pytest.fixture
def maker() -> Actor:
    """An officer of central government who draws up changes."""
    return Actor(uuid4(), uuid4(), frozenset({"government"}), frozenset({"maker"}), "000000")


@pytest.fixture
def checker(maker: Actor) -> Actor:
    """A second officer of the same office."""
    return replace(maker, person_id=uuid4(), duties=frozenset({"checker"}))
