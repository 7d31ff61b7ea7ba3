"""`up` and `stop`: one command starts everything, and nothing of it stays behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from headrace.config.home import repository

# What a stranger waits for at most, on a small machine.
PATIENCE_SECONDS = 90
FEW_SECONDS = 20


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def command(made_schema: Path) -> Callable[..., subprocess.Popen[str]]:
    """Run a command of ours upon a home with tables."""
    environment = {
        **os.environ,
        "HEADRACE_HOME": str(made_schema),
        "PYTHONPATH": str(repository() / "src"),
        "COLUMNS": "200",
    }
    environment.pop("HEADRACE_DATABASE_NAME", None)

    def run(*arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "headrace", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
        )

    return run


@pytest.fixture
def town(command, port) -> Iterator[subprocess.Popen[str]]:
    """A centre that answers; whatever a test did to it, it is gone afterwards."""
    with ExitStack() as stack:
        running = stack.enter_context(command("up", "--port", str(port), "--no-demo"))
        stack.callback(running.kill)
        wait_for(lambda: answers(port) or running.poll() is not None, PATIENCE_SECONDS)
        assert running.poll() is None, running.stdout.read()
        yield running


def test_it_serves_refuses_a_second_start_and_stops_on_command(town, command, port, made_schema):
    # Given a centre that serves with secure headers
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/alive") as answer:
        assert answer.read() == b"ok"
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]

    # When it is started again, then the second start says who runs
    with finished(command("up", "--port", str(port))) as (code, said):
        assert code == 1
        assert f"runs here already: process {town.pid} at http://127.0.0.1:{port}" in said

    # When it is told to stop, then it stops, with all of its processes
    family = processes_of(made_schema, port)
    assert len(family) >= 3
    with finished(command("stop")) as (code, said):
        assert (code, said) == (0, "Stopped. The data stay.\n")
    assert town.wait(FEW_SECONDS) == 0
    assert processes_of(made_schema, port) == []

    # Then a second stop has nothing to do
    with finished(command("stop")) as (code, said):
        assert (code, said) == (1, "Nothing runs here.\n")


def test_a_browser_keeps_its_style_and_script_for_ever(town, command, port):
    # Given the log-in page of a centre that was never started before
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/account/login/") as answer:
        page = answer.read().decode()
    named = re.findall(r'(?:href|src)="([^"]+\.(?:css|js|svg))"', page)

    # Then each is named by its content, comes from here, and never needs to be asked for again
    assert named
    for address in named:
        assert re.fullmatch(r"/static/.+\.[0-9a-f]{12}\.\w+", address), address
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}") as answer:
            assert "immutable" in answer.headers["Cache-Control"]
    with finished(command("stop")) as (code, _):
        assert code == 0


def test_when_it_is_killed_nothing_of_it_stays(town, port, made_schema):
    town.send_signal(signal.SIGKILL)
    town.wait()
    wait_for(lambda: not processes_of(made_schema, port), FEW_SECONDS)


def test_when_a_part_dies_it_says_so_and_stops(town, port, made_schema):
    (worker,) = (pid for pid, line in processes_of(made_schema, port) if "config.worker" in line)
    os.kill(worker, signal.SIGKILL)
    said = town.stdout.read()
    assert town.wait(FEW_SECONDS) == 1
    assert "The worker ended by itself" in said
    assert processes_of(made_schema, port) == []


def test_ctrl_c_is_a_clean_stop(town, port, made_schema):
    town.send_signal(signal.SIGINT)
    assert town.wait(FEW_SECONDS) == 0
    assert processes_of(made_schema, port) == []


def test_a_taken_port_is_refused_before_anything_starts(command, made_schema):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        with finished(command("up", "--port", str(number))) as (code, said):
            assert code == 1
            assert re.search(rf"Port {number} .* try --port", said)
    assert not (made_schema / "logs" / "web-server.log").exists()


def test_alone_it_explains_itself(command):
    with finished(command()) as (_, said):
        for name in ("up", "test", "prove", "check", "journey", "stop", "backup", "restore"):
            assert re.search(rf"^\W+{name}\s", said, re.MULTILINE), name


@contextmanager
def finished(process: subprocess.Popen[str]) -> Iterator[tuple[int, str]]:
    with process:
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
        yield process.returncode, said


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/alive", timeout=5):
            return True
    except OSError:
        return False


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    patience = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < patience, "waited in vain"
        time.sleep(0.05)


def processes_of(home: Path, port: int) -> list[tuple[int, str]]:
    """The server, the pages and the worker of this home, by their command lines and environment."""
    found = []
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            surroundings = (process / "environ").read_bytes().decode(errors="replace")
        except (OSError, ProcessLookupError):
            continue
        ours = f"HEADRACE_HOME={home}\0" in surroundings and " up " not in line
        if line and (str(home / "data") in line or (ours and "stop" not in line)):
            found.append((int(process.name), line))
    return found
