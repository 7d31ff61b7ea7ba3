"""The folder of data that one embedded server serves, and how it is first made."""

import hashlib
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from headrace.config import account, children
from headrace.config.database import binaries, sockets
from headrace.config.home import prepared

_BUILTIN_LOCALES_SINCE = 17
_UNREACHABLE_HOMES = Path("/var/lib/headrace")


class ClusterFailed(RuntimeError):
    """A program of PostgreSQL failed; the message carries what it said."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where one embedded server has its data, its programs, its socket and its log."""

    home: Path
    data: Path
    binaries: Path
    sockets: Path
    log: Path

    @property
    def initialised(self) -> bool:
        """Tell whether the data folder is complete."""
        # root cannot be stopped by the folder's mode; the account that owns it need not ask.
        return (self.data / "PG_VERSION").exists()


def cluster_for(home: Path) -> Cluster:
    """
    Return the cluster of the centre in `home`.

    Its data lie in `home`, unless root runs us from a folder that the server's account cannot
    enter, such as /root: then under /var/lib/headrace.
    """
    prepared(home)
    base = home
    if not account.reaches(home / "data"):
        mark = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
        base = prepared(prepared(_UNREACHABLE_HOMES) / mark)
    data = base / "data"
    return Cluster(
        home=home,
        data=data,
        binaries=binaries.folder_for(data),
        sockets=sockets.folder_for(home),
        log=prepared(home / "logs") / "database.log",
    )


def initialise(cluster: Cluster, *, superuser: str, password: str) -> None:
    """
    Make the data folder; a half-made one of an interrupted attempt is replaced.

    :raises ClusterFailed: initdb refused
    """
    draft = cluster.data.with_name("data.part")
    _remove(draft)
    account.give(draft)
    with tempfile.NamedTemporaryFile("w", prefix="headrace-") as secret:
        secret.write(password)
        secret.flush()
        os.chown(secret.name, account.server_account().uid, account.server_account().gid)
        _run(
            str(cluster.binaries / "initdb"),
            f"--pgdata={draft}",
            f"--username={superuser}",
            f"--pwfile={secret.name}",
            *_locale_flags(binaries.version(cluster.binaries)),
        )
    draft.rename(cluster.data)


def _locale_flags(version: int) -> tuple[str, ...]:
    common = (
        "--auth-local=scram-sha-256",
        "--auth-host=scram-sha-256",
        "--encoding=UTF8",
        "--data-checksums",
    )
    if version < _BUILTIN_LOCALES_SINCE:
        return (*common, "--locale=C.UTF-8")
    return (
        *common,
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        # Without it a trigram search on Chinese finds nothing and says nothing.
        "--lc-ctype=C.UTF-8",
    )


def _run(*command: str) -> None:
    with tempfile.TemporaryFile() as said:
        process = children.spawn(
            command, account=account.server_account(), output=said, folder=Path("/")
        )
        if process.wait() != 0:
            said.seek(0)
            raise ClusterFailed(said.read().decode(errors="replace").strip())


def _remove(folder: Path) -> None:
    if folder.exists():
        subprocess.run(["rm", "-rf", "--", str(folder)], check=True)
