"""
Whose process does `postmaster.pid` name?

After a crash or a reboot the number in the file may belong to a stranger. PostgreSQL then refuses
to start, and a careless tool stops the stranger. We believe the file only if the process is alive
and serves our data.
"""

import os
import subprocess
from pathlib import Path

_PROC = Path("/proc")


def serving(data: Path) -> int | None:
    """Return the number of the live server of `data`, or None."""
    pid = _named(data)
    return pid if pid is not None and _serves(pid, data) else None


def clear_stale(data: Path, sockets: Path) -> None:
    """Remove a pid file that names a stranger, and the lock of the socket; touch no process."""
    pid = _named(data)
    if pid is None or not _exists(pid) or _serves(pid, data):
        # PostgreSQL itself deals with the file of a dead process, and more carefully.
        return
    (data / "postmaster.pid").unlink()
    for lock in sockets.glob(".s.PGSQL.*"):
        lock.unlink()


def at_work_in(data: Path) -> bool:
    """Tell whether any process works inside `data`: a server's children outlive it by a moment."""
    if not _PROC.is_dir():
        return False
    return any(_working_folder(each) == data for each in _PROC.iterdir() if each.name.isdigit())


def _named(data: Path) -> int | None:
    try:
        first = (data / "postmaster.pid").read_text().partition("\n")[0].strip()
    except FileNotFoundError:
        return None
    return int(first) if first.isdigit() else None


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _serves(pid: int, data: Path) -> bool:
    state, words = _described(pid)
    return not state.startswith("Z") and str(data) in words and "postgres" in words[0]


def _described(pid: int) -> tuple[str, list[str]]:
    """Return the state letter and the command line; for no process ("Z", [])."""
    if not _PROC.is_dir():
        answer = subprocess.run(
            ["ps", "-o", "state=,command=", "-p", str(pid)], capture_output=True, text=True
        )
        state, *words = answer.stdout.split() or ["Z"]
        return state, words
    try:
        state = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
        line = (_PROC / str(pid) / "cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return "Z", []
    return state, [os.fsdecode(word) for word in line.split(b"\0") if word]


def _working_folder(process: Path) -> Path | None:
    try:
        return (process / "cwd").readlink()
    except OSError:
        # It ended meanwhile, or belongs to another account and so is not ours.
        return None
