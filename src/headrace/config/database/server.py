"""The embedded server: started by us in the foreground, stopped by us, never left behind."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from headrace.config import account, children, locks
from headrace.config.database import bootstrap, pidfile
from headrace.config.database.address import PORT, SUPERUSER
from headrace.config.database.cluster import Cluster, ClusterFailed, cluster_for, initialise
from headrace.config.keyring import Keyring

_PAUSE_SECONDS = 0.02
_LAST_WORDS_SECONDS = 10


class AlreadyServed(RuntimeError):
    """Another process serves this data; the message says which one."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server that belongs to this process."""

    cluster: Cluster
    process: subprocess.Popen[bytes]
    _lock: IO[str]

    def stop(self) -> None:
        """Shut down cleanly: open sessions are rolled back, committed work is on disk."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait()
        self._lock.close()


def start(home: Path, keyring: Keyring, *, options: Sequence[str] = ()) -> Server:
    """
    Serve the data in `home`, making them at the first call, and return when connections succeed.

    :param options: further settings of PostgreSQL, such as "fsync=off" in tests
    :raises AlreadyServed: another process serves them
    :raises ClusterFailed: PostgreSQL refused; the message holds the end of its log
    """
    cluster = cluster_for(home)
    lock = _claim(home)
    try:
        _wait_for_the_last_one(cluster)
        if not cluster.initialised:
            initialise(cluster, superuser=SUPERUSER, password=keyring.database_superuser)
        pidfile.clear_stale(cluster.data, cluster.sockets)
        account.give(cluster.sockets)
        server = Server(cluster, _launch(cluster, options), lock)
    except BaseException:
        lock.close()
        raise
    try:
        _wait_until_ready(server)
        bootstrap.prepare(home, keyring)
    except BaseException:
        server.stop()
        raise
    return server


@contextmanager
def running(home: Path, keyring: Keyring) -> Iterator[Server | None]:
    """Have a server for the length of a block: ours, or None when another process serves."""
    try:
        server = start(home, keyring)
    except AlreadyServed:
        _wait_for_connections(cluster_for(home))
        yield None
        return
    try:
        yield server
    finally:
        server.stop()


def _claim(home: Path) -> IO[str]:
    try:
        return locks.claim(home / "database.lock", f"process {os.getpid()}")
    except locks.Held as held:
        raise AlreadyServed(f"The database in {home} is already served by {held}.") from None


def _wait_for_the_last_one(cluster: Cluster) -> None:
    """A server whose owner was killed ends by itself in a moment; let it finish."""
    patience = time.monotonic() + _LAST_WORDS_SECONDS
    while pidfile.serving(cluster.data) or pidfile.at_work_in(cluster.data):
        if time.monotonic() > patience:
            pid = pidfile.serving(cluster.data) or "unknown"
            raise AlreadyServed(
                f"The database in {cluster.data} is already served by process {pid}."
            )
        time.sleep(_PAUSE_SECONDS)


def _launch(cluster: Cluster, options: Sequence[str]) -> subprocess.Popen[bytes]:
    settings = ("listen_addresses=", "unix_socket_permissions=0700", "jit=off", *options)
    with cluster.log.open("ab") as log:
        return children.spawn(
            [
                str(cluster.binaries / "postgres"),
                *("-D", str(cluster.data)),
                *("-k", str(cluster.sockets)),
                *("-p", str(PORT)),
                *(word for each in settings for word in ("-c", each)),
            ],
            account=account.server_account(),
            # A fast shutdown: clean, without waiting for clients.
            at_our_death=signal.SIGINT,
            output=log,
            folder=Path("/"),
        )


def _wait_until_ready(server: Server) -> None:
    # No limit: after a crash the server first replays its log, however long that takes.
    while not _answers(server.cluster):
        if server.process.poll() is not None:
            raise ClusterFailed(_tail(server.cluster.log))
        time.sleep(_PAUSE_SECONDS)


def _wait_for_connections(cluster: Cluster) -> None:
    while not _answers(cluster):
        time.sleep(_PAUSE_SECONDS)


def _answers(cluster: Cluster) -> bool:
    ready = str(cluster.binaries / "pg_isready")
    command = [ready, "-q", "-h", str(cluster.sockets), "-p", str(PORT)]
    return subprocess.run(command).returncode == 0


def _tail(log: Path, lines: int = 12) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
