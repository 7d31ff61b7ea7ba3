"""`up` and `stop`: one process that starts the others, watches them and ends them."""

import json
import os
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from headrace.config import keyring, locks, schema
from headrace.config.commands.processes import (
    Ports,
    end,
    importing,
    services,
    spawned,
    wait_until_answered,
    watch,
)
from headrace.config.commands.schemas import fill
from headrace.config.database import address, bootstrap, server
from headrace.config.database.availability import check_given
from headrace.config.errands import CommandRefused, console
from headrace.config.filling import HALF_BUILT, LOGINS
from headrace.config.home import home, prepared
from headrace.gateways.mock_bank import MockBank
from headrace.simulation.plan import data_folder, first_day

_LOCK = "town.lock"


def up(*, host: str, port: int, demo: bool, live_port: int | None = None) -> None:
    """
    Start everything and return when it was asked to stop.

    :param live_port: of the live stream; None takes the next one, or any if that is taken
    :raises CommandRefused: it runs already, the port is taken, or a part ended by itself
    """
    prepared(home())
    address_shown = f"http://{host}:{port}"
    with ExitStack() as stack:
        stack.enter_context(_claimed(f"process {os.getpid()} at {address_shown}"))
        _demand_free(host, port)
        ports = Ports(host, port, live_port or _beside(host, port))
        _demand_free(host, ports.live)
        stack.enter_context(_interrupted_by_signals())
        try:
            _start(stack, ports, demo=demo)
        except KeyboardInterrupt:
            _deaf()
            console.print("Stopping ...")
    console.print("Stopped. The data stay.")


def stop() -> None:
    """
    Ask the running centre to stop and wait until it has.

    :raises CommandRefused: nothing runs
    """
    path = home() / _LOCK
    holder = locks.holder(path)
    if holder is None:
        raise CommandRefused("Nothing runs here.")
    os.kill(int(holder.split()[1]), signal.SIGTERM)
    while locks.holder(path) == holder:
        time.sleep(0.05)
    console.print("Stopped. The data stay.")


def _start(stack: ExitStack, ports: Ports, *, demo: bool) -> None:
    keys = keyring.load(home())
    with _step("Database"):
        if address.external():
            check_given(home(), keys)
        else:
            stack.callback(server.start(home(), keys).stop)
            _clear_half_built(keys)
    with _step("Tables"):
        schema.bring_up_to_date()
    if demo:
        with _step("Pretend bank"):
            stack.callback(MockBank.start(home() / "bank", on=first_day()).stop)
    console.print("Rules and demo town" if demo else "Rules")
    fill(demo=demo)
    with _step("Pages, stream, worker"):
        running = {
            each.name: spawned(stack, each, demo=demo, ports=ports) for each in services(ports)
        }
        for port in (ports.pages, ports.live):
            wait_until_answered(f"http://{ports.host}:{port}/alive", running)
    _welcome(f"http://{ports.host}:{ports.pages}/", demo=demo)
    if demo and data_folder():
        stack.callback(end, importing())
    watch(running)


def _clear_half_built(keys: keyring.Keyring) -> None:
    """A first start that was cut off left half a town: begin it anew, nothing of worth is lost."""
    mark = home() / HALF_BUILT
    if mark.exists():
        console.print("The last start was cut off while the demo town was built; it begins anew.")
        bootstrap.remake_database(home(), keys)
        shutil.rmtree(home() / "bank", ignore_errors=True)
        mark.unlink()


def _welcome(url: str, *, demo: bool) -> None:
    console.print(f"\nHeadrace serves at {url}", style="bold", markup=False)
    logins = home() / LOGINS
    if demo and logins.exists():
        for row in json.loads(logins.read_text()):
            console.print("  " + "  ".join(f"{cell:<24}" for cell in row), markup=False)
    console.print("Ctrl-C or `./run stop` stops it.", markup=False)


@contextmanager
def _claimed(words: str) -> Iterator[None]:
    try:
        lock = locks.claim(home() / _LOCK, words)
    except locks.Held as held:
        raise CommandRefused(
            f"Headrace runs here already: {held}. `./run stop` stops it."
        ) from None
    with lock:
        yield


def _beside(host: str, port: int) -> int:
    """Return the next port, or any free one: nobody types the live stream's address."""
    try:
        return _bound(host, port + 1)
    except (OSError, OverflowError):
        return _bound(host, 0)


def _demand_free(host: str, port: int) -> None:
    try:
        _bound(host, port)
    except OSError as problem:
        raise CommandRefused(
            f"Port {port} of {host} cannot be used ({problem.strerror}); try --port."
        ) from None


def _bound(host: str, port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        return int(probe.getsockname()[1])


@contextmanager
def _interrupted_by_signals() -> Iterator[None]:
    """Stop on SIGTERM as on Ctrl-C, also where a shell started us with Ctrl-C switched off."""
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    for each in before:
        signal.signal(each, signal.default_int_handler)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _deaf() -> None:
    """A second Ctrl-C must not interrupt the stopping itself."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)


@contextmanager
def _step(title: str) -> Iterator[None]:
    began = time.monotonic()
    with console.status(f"{title} ..."):
        yield
    console.print(f"{title:<24} {time.monotonic() - began:5.1f} s", markup=False)
