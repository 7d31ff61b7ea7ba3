"""The operating system account that the database server runs under: never root."""

import os
import pwd
import stat
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Account:
    """A user and group of the operating system."""

    uid: int
    gid: int


@cache
def server_account() -> Account:
    """Return ourselves, or for root the user `postgres`, else `nobody`."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    return Account(65534, 65534)


def reaches(folder: Path) -> bool:
    """Tell whether the server's account may pass through every existing folder above `folder`."""
    return os.geteuid() != 0 or all(
        _allows(each, execute=True) for each in folder.absolute().parents if each.exists()
    )


def reads(path: Path) -> bool:
    """Tell whether the server's account may read and run the file at `path`."""
    return os.geteuid() != 0 or (reaches(path) and _allows(path, execute=True, read=True))


def give(folder: Path) -> None:
    """Create `folder` closed to everybody but the server's account, which owns it."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if os.geteuid() == 0:
        os.chown(folder, server_account().uid, server_account().gid)


def _allows(path: Path, *, execute: bool = False, read: bool = False) -> bool:
    owner, status = server_account(), path.stat()
    bits = (stat.S_IXOTH if execute else 0) | (stat.S_IROTH if read else 0)
    if status.st_uid == owner.uid:
        bits <<= 6
    elif status.st_gid == owner.gid:
        bits <<= 3
    return status.st_mode & bits == bits
