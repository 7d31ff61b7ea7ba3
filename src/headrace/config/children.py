"""Child processes that die with us, even when we are killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from headrace.config.account import Account

_LAUNCHER = Path(__file__).with_name("launcher.py")


def spawn(
    program: Sequence[str],
    *,
    account: Account | None = None,
    at_our_death: signal.Signals = signal.SIGTERM,
    output: IO[bytes] | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> subprocess.Popen[bytes]:
    """
    Start `program` (its first word an absolute path) in a session of its own.

    :param account: the account to run under; only root may name another one
    :param at_our_death: sent by the kernel when the calling thread ends: call from the main thread
    :param output: where its standard output and errors go; None shares ours
    """
    runs_as = account or Account(os.geteuid(), os.getegid())
    command = [
        sys.executable,
        *("-I", "-S", str(_LAUNCHER)),
        *map(str, (int(at_our_death), runs_as.uid, runs_as.gid, os.getpid())),
        *program,
    ]
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        start_new_session=True,
        env=dict(environment) if environment is not None else None,
        cwd=folder,
    )
