"""What the commands have in common: where they speak, how they fail, what runs beside them."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import typer
from rich.console import Console

from headrace.config.database.address import AddressRefused
from headrace.config.database.binaries import NoServer
from headrace.config.database.bootstrap import NotPrepared
from headrace.config.database.cluster import ClusterFailed
from headrace.config.database.server import AlreadyServed
from headrace.config.keyring import SecretsOfNewerVersion
from headrace.config.schema import MigrationFailed

console = Console(highlight=False, soft_wrap=True)
_SETTINGS = {"DJANGO_SETTINGS_MODULE": "headrace.config.settings"}


class CommandRefused(RuntimeError):
    """A command cannot do what it was asked; the message says why and what to do."""


_EXPECTED = (
    AddressRefused,
    AlreadyServed,
    ClusterFailed,
    CommandRefused,
    MigrationFailed,
    NoServer,
    NotPrepared,
    SecretsOfNewerVersion,
)


@contextmanager
def explained() -> Iterator[None]:
    """Turn what an operator can mend into a sentence and exit 1; let faults show their trace."""
    try:
        yield
    except _EXPECTED as problem:
        console.print(str(problem), style="red", markup=False)
        raise typer.Exit(1) from None


def module(name: str, *arguments: str) -> list[str]:
    """Return the command that runs one of our modules with this interpreter."""
    return [sys.executable, "-m", name, *arguments]


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> int:
    """Run a program in the foreground, as the application, and return its exit code."""
    return subprocess.run(command, env=environment_with(environment)).returncode


def environment_with(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return our environment with Django's settings named, and `more`."""
    return {**os.environ, **_SETTINGS, **(more or {})}
