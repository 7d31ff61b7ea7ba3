"""The folder of the server's Unix socket, whose path the kernel limits to 107 bytes."""

import hashlib
import os
import tempfile
from pathlib import Path

from headrace.config import account

# Room for "/.s.PGSQL.5432.lock" within the kernel's limit.
_LONGEST = 80


def folder_for(home: Path) -> Path:
    """
    Return where the socket of the centre in `home` lies, the same for every process.

    It is inside `home` unless the path is too long or the server's account cannot reach it.
    """
    inside = home / "run"
    if len(os.fsencode(inside)) <= _LONGEST and account.reaches(home):
        return inside
    mark = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"headrace-{os.geteuid()}-{mark}"
