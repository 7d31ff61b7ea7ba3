"""The processes beside the database: started, watched, and ended with the one that started them."""

import os
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from headrace.config import children
from headrace.config.errands import CommandRefused, environment_with, module
from headrace.config.home import home, prepared

_LAST_WORDS = 15  # lines of a log that are shown when its process ended by itself
_PATIENCE_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Service:
    """A process by its name for people, and the command that starts it."""

    name: str
    command: list[str]


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the pages are served, and the live stream beside them."""

    host: str
    pages: int
    live: int

    def environment(self) -> dict[str, str]:
        """Return the variables by which the processes know of each other."""
        return {"HEADRACE_PAGES_PORT": str(self.pages), "HEADRACE_LIVE_PORT": str(self.live)}


def services(ports: Ports) -> tuple[Service, ...]:
    """Return what runs beside the database: pages, live stream, and the worker behind them."""
    pages = module(
        "granian",
        *("--interface", "wsgi", "--host", ports.host, "--port", str(ports.pages)),
        *("--workers", str(min(4, os.cpu_count() or 1)), "--blocking-threads", "4"),
        # An open stream would otherwise keep a worker from ending.
        *("--workers-kill-timeout", "5", "--no-ws"),
        "headrace.config.wsgi:application",
    )
    live = module(
        "granian",
        *("--interface", "asgi", "--host", ports.host, "--port", str(ports.live)),
        # Thousands of pages stand open and wait; one process feeds them all.
        *("--workers", "1", "--backlog", "4096", "--backpressure", "10000"),
        *("--workers-kill-timeout", "5", "--no-ws", "--http", "1"),
        "headrace.config.live.asgi:application",
    )
    return (
        Service("web server", pages),
        Service("live stream", live),
        Service("worker", module("headrace.config.worker")),
    )


def spawned(
    stack: ExitStack, service: Service, *, demo: bool, ports: Ports
) -> subprocess.Popen[bytes]:
    """Start a service with its log; leaving `stack` ends it."""
    demo_words = {"HEADRACE_POOL": "1", "HEADRACE_DEMO": "1" if demo else "0"}
    environment = environment_with({**demo_words, **ports.environment()})
    with _log(service.name).open("ab") as output:
        process = children.spawn(service.command, output=output, environment=environment)
    stack.callback(end, process)
    return process


def importing() -> subprocess.Popen[bytes]:
    """Start bringing the real firms in; it shares our terminal and may end before us."""
    environment = environment_with({"HEADRACE_DEMO": "1"})
    return children.spawn(module("headrace.config.importing"), environment=environment)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end, and wait until it has."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def watch(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """
    Look on for ever.

    :raises CommandRefused: a process ended by itself; its last words are in the message
    """
    while True:
        _demand_alive(running)
        time.sleep(0.2)


def _demand_alive(running: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, process in running.items():
        if process.poll() is not None:
            words = _log(name).read_text(errors="replace").splitlines()[-_LAST_WORDS:]
            raise CommandRefused(
                "\n".join([*words, f"The {name} ended by itself; everything stops."])
            )


def wait_until_answered(url: str, running: dict[str, subprocess.Popen[bytes]]) -> None:
    """
    Return when a page answers.

    :raises CommandRefused: a process ended by itself before
    """
    while True:
        _demand_alive(running)
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (our own address)
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.05)


def _log(name: str) -> Path:
    return prepared(home() / "logs") / f"{name.replace(' ', '-')}.log"
