"""What the tests of the register share: a lender, and ways to act together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import connection

from headrace.kit.actors import Actor
from headrace.kit.errors import CentreError
from headrace.kit.transactions import open_transaction


@dataclass(frozen=True)
class Rule:
    """A rulebook's answer, as far as the register cites it."""

    key: str = "p2p.limit.person"
    pack: str = "CN-P2P-2016"
    version: int = 1
    source: str = "Interim Measures 2016, article 17"


@pytest.fixture
def lender() -> Actor:
    return Actor(UUID(int=8), UUID(int=80), frozenset({"bank"}), frozenset({"maker"}))


@pytest.fixture
def rule() -> Rule:
    return Rule()


def together(attempt: Callable[[int], object], *, times: int, threads: int = 16) -> list[object]:
    """Run an attempt in many threads, each in a transaction of its own; refusals are answers."""

    def run(number: int) -> object:
        try:
            with open_transaction():
                return attempt(number)
        except CentreError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, range(times)))
