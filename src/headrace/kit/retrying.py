"""
A transaction that lost against a rival is tried again.

PostgreSQL ends one of two transactions that wait for each other, and one of two that cannot have
happened one after the other. The loser is undone whole and did nothing wrong: the same work,
started anew, usually gets through.
Source: PostgreSQL, "Serialization Failure Handling" and appendix A, class 40.
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from django.db import connection
from django.db.transaction import Atomic, on_commit
from django.db.utils import OperationalError

R = TypeVar("R")

LOST = frozenset({"40001", "40P01"})
"""SQLSTATE of a serialization failure and of a deadlock."""

ATTEMPTS = 4
_FIRST_PAUSE_SECONDS = 0.02


def open_transaction() -> Atomic:
    """Return a context that opens the outermost transaction and refuses to be nested."""
    return Atomic(using="default", savepoint=True, durable=True)


def in_own_transaction(act: Callable[[], R], *, repeatable: bool = True) -> R:
    """
    Run `act` in a transaction of its own, at most four times if it loses against a rival.

    It is not tried again inside somebody else's transaction, nor once it was committed: what was
    asked for after the commit may have left the house.
    :param repeatable: False when a second run would not find the same arguments
    :raises RuntimeError: a transaction is open already
    :raises OperationalError: it lost every time, or the database failed in another way
    """
    ours = not connection.in_atomic_block
    for pause in _pauses() if repeatable and ours else ():
        committed: list[bool] = []
        try:
            with open_transaction():
                # First of all hooks, so that it tells even when a later one fails.
                on_commit(partial(committed.append, True))
                return act()
        except OperationalError as error:
            if committed or not lost_to_rival(error):
                raise
        time.sleep(pause)
    with open_transaction():
        return act()


def lost_to_rival(error: BaseException) -> bool:
    """Say whether PostgreSQL ended a transaction for the sake of another one."""
    return getattr(error.__cause__, "sqlstate", None) in LOST


def repeatable(arguments: Iterable[Any]) -> bool:
    """Say whether arguments can be read a second time: an open file or an iterator cannot."""
    return not any(isinstance(each, Iterator) for each in arguments)


def _pauses() -> Iterator[float]:
    """Yield the seconds before each further try; by chance, so that rivals do not meet again."""
    for number in range(ATTEMPTS - 1):
        yield random.uniform(0.5, 1.0) * _FIRST_PAUSE_SECONDS * 2**number  # noqa: S311 (no secret)
