"""The lock behind which a visitor moves the town."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


@contextmanager
def alone() -> Iterator[None]:
    """One visitor at a time moves the town: the others wait and then find it moved."""
    with (settings.HEADRACE_HOME / "town-moves.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
