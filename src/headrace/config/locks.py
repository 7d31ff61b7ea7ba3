"""Locks that a process holds while it lives, with a word about who it is."""

import fcntl
from pathlib import Path
from typing import IO

_STARTING = "a process that is just starting"


class Held(RuntimeError):
    """Somebody else holds the lock; the message is what they wrote about themselves."""


def claim(path: Path, words: str) -> IO[str]:
    """
    Hold the lock at `path` until the file is closed or we end, however we end.

    :raises Held: another process holds it
    """
    file = path.open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read().strip() or _STARTING
        file.close()
        raise Held(holder) from None
    file.truncate(0)
    file.write(words)
    file.flush()
    return file


def holder(path: Path) -> str | None:
    """Return what the holder of the lock at `path` wrote about itself, or None if nobody does."""
    if not path.exists():
        return None
    try:
        claim(path, "").close()
    except Held as held:
        return str(held)
    return None
