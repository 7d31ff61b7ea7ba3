"""
The background worker: `python -m headrace.config.worker`.

It delivers journal entries to those who react, seals the journal, and does what is due by the
clock. A notification wakes it at once; without one it looks every second.
"""

import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import psycopg

CHANNEL = "headrace_journal"
_PAUSE_SECONDS = 1.0
_AFTER_A_FAULT_SECONDS = 5.0
_log = logging.getLogger("headrace.worker")


@dataclass(slots=True)
class Periodic:
    """Something done at most once in so many seconds."""

    every_seconds: float
    act: Callable[[], Any]
    _due_at: float = field(default=0.0)

    def run(self, now: float) -> None:
        """Act if it is due; `now` is a monotonic reading."""
        if now >= self._due_at:
            self.act()
            self._due_at = now + self.every_seconds


def main() -> None:
    """Work until SIGTERM; what is half done is rolled back and done again by the next worker."""
    from django.db import Error

    logging.basicConfig(level=logging.INFO, stream=sys.stdout)
    signal.signal(signal.SIGTERM, _end)
    _log.info("works")
    duties = _duties()
    while True:
        try:
            _work(duties)
        except (psycopg.Error, Error) as problem:
            _stumble(problem)


def _work(duties: list[Periodic]) -> None:
    with _ear() as heard:
        while True:
            for each in duties:
                each.run(time.monotonic())
            next(heard, None)


def _duties() -> list[Periodic]:
    from headrace.config import duties

    return [
        Periodic(0.0, duties.deliver),
        Periodic(1.0, duties.seal),
        Periodic(1.0, duties.exchange_with_custodians),
        Periodic(60.0, duties.daily_round),
        Periodic(2.0, duties.live_the_town),
    ]


@contextmanager
def _ear() -> Iterator[Iterator[Any]]:
    """A connection of its own that listens; taking from it waits for a word or for a second."""
    from django.db import connection

    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as listening:
        listening.execute(f"LISTEN {CHANNEL}")

        def heard() -> Iterator[None]:
            while True:
                for _each in listening.notifies(timeout=_PAUSE_SECONDS, stop_after=1):
                    break
                yield None

        yield heard()


def _stumble(problem: Exception) -> None:
    """The database went away: say so, wait, and begin again with new connections."""
    from django.db import connections

    _log.error("the database failed: %s", problem)
    connections.close_all()
    time.sleep(_AFTER_A_FAULT_SECONDS)


def _end(_signal: int, _frame: FrameType | None) -> None:
    _log.info("ends")
    raise SystemExit(0)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headrace.config.settings")
    django.setup()
    main()
