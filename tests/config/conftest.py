"""Databases of their own for tests of the life cycle: made once, copied for each test."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from headrace.config import account, keyring, schema
from headrace.config.database import address, server
from headrace.config.home import repository

HOLDER = Path(__file__).with_name("holder.py")
# PostgreSQL's promises about crashes are under test here, so these servers do write to disk.


@pytest.fixture(scope="session")
def made() -> Iterator[Path]:
    """A home whose database is made and stopped."""
    folder = short_folder()
    server.start(folder, keyring.load(folder)).stop()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def home(made: Path) -> Iterator[Path]:
    """A fresh copy of a made home."""
    folder = short_folder()
    subprocess.run(["cp", "-a", f"{made}/.", str(folder)], check=True)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def with_tables() -> Iterator[Path]:
    """A home whose database has every table, stopped."""
    folder = short_folder()
    keys = keyring.load(folder)
    running = server.start(folder, keys)
    schema.bring_up_to_date({"HEADRACE_HOME": str(folder), "HEADRACE_DATABASE_NAME": "headrace"})
    running.stop()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def made_schema(with_tables: Path) -> Iterator[Path]:
    """A fresh copy of a home with tables."""
    folder = short_folder()
    subprocess.run(["cp", "-a", f"{with_tables}/.", str(folder)], check=True)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def empty_home() -> Iterator[Path]:
    folder = short_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def start() -> Iterator[Callable[[Path], server.Server]]:
    """Serve the database in a home; a test that fails leaves no server behind."""
    running: list[server.Server] = []

    def started(home: Path) -> server.Server:
        running.append(server.start(home, keyring.load(home)))
        return running[-1]

    yield started
    for each in running:
        each.stop()


@pytest.fixture
def connect() -> Callable[..., psycopg.Connection]:
    """Connect to the database in a home, by role."""

    def opened(home: Path, role: address.Role = "application") -> psycopg.Connection:
        place = address.resolve(home, keyring.load(home), role=role, name=address.DATABASE)
        return psycopg.connect(**place.parameters(), autocommit=True)

    return opened


@pytest.fixture
def holder() -> Callable[..., object]:
    return holding


@contextmanager
def holding(
    home: Path, *, python: str = sys.executable, user: account.Account | None = None
) -> Iterator[subprocess.Popen[str]]:
    """Run another process that serves the database in `home`; its first line says how it went."""
    process = subprocess.Popen(
        [python, str(HOLDER), str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(map(str, python_path()))},
        user=user.uid if user else None,
        group=user.gid if user else None,
        extra_groups=[] if user else None,
    )
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def python_path() -> list[Path]:
    """Our sources and the installed packages, for an interpreter that is not this one."""
    return [repository() / "src", Path(psycopg.__file__).parents[1]]


def short_folder() -> Path:
    """A folder that the server's account may enter; pytest's own are closed and long."""
    folder = Path(tempfile.mkdtemp(prefix="headrace-home-"))
    folder.chmod(0o711)
    return folder
