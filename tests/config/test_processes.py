"""The processes beside the database: started with a log, watched, and ended with their parent."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from headrace.config import children
from headrace.config.commands import processes
from headrace.config.commands.processes import Service
from headrace.config.errands import CommandRefused
from headrace.config.home import repository

FEW_SECONDS = 20
PORTS = processes.Ports("127.0.0.7", 8123, 8124)
SAYS_WHERE = "import os; print(os.environ['HEADRACE_DEMO'], os.environ['HEADRACE_POOL'])"
DEAF = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True)"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setattr(processes, "home", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def stack(folder) -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def python(code: str, name: str = "tester") -> Service:
    return Service(name, [sys.executable, "-c", code])


class TestAService:
    @pytest.mark.parametrize(("demo", "told"), [(True, "1 1"), (False, "0 1")])
    def test_is_told_whether_this_is_the_demo_town(self, stack, folder, demo, told):
        process = processes.spawned(stack, python(SAYS_WHERE), demo=demo, ports=PORTS)
        assert process.wait(FEW_SECONDS) == 0
        assert (folder / "logs" / "tester.log").read_text() == f"{told}\n"

    def test_keeps_what_it_said_before(self, stack, folder):
        for _ in range(2):
            processes.spawned(
                stack, python("print('here')", "web server"), demo=False, ports=PORTS
            ).wait()
        assert (folder / "logs" / "web-server.log").read_text() == "here\nhere\n"

    def test_is_asked_to_end_when_the_block_ends(self, folder):
        with ExitStack() as stack:
            process = processes.spawned(
                stack, python("import time; time.sleep(60)"), demo=False, ports=PORTS
            )
        assert process.returncode == -signal.SIGTERM

    def test_that_does_not_listen_is_ended_all_the_same(self, folder, monkeypatch):
        monkeypatch.setattr(processes, "_PATIENCE_SECONDS", 0.2)
        with ExitStack() as stack:
            process = processes.spawned(
                stack, python(f"{DEAF}; time.sleep(60)"), demo=False, ports=PORTS
            )
            _wait_for(folder / "logs" / "tester.log", "deaf")
        assert process.returncode == -signal.SIGKILL

    def test_that_ended_by_itself_is_named_with_its_last_words(self, stack):
        code = "[print('line', each) for each in range(40)]; raise SystemExit(3)"
        process = processes.spawned(stack, python(code), demo=False, ports=PORTS)

        with pytest.raises(CommandRefused) as refusal:
            processes.watch({"tester": process})

        said = str(refusal.value).splitlines()
        assert said[-1] == "The tester ended by itself; everything stops."
        assert said[:-1] == [f"line {each}" for each in range(25, 40)]


class TestTheFirstPage:
    @pytest.fixture
    def late(self) -> Iterator[str]:
        """An address that fails at first and answers later."""
        answers = iter([503, 500, 200])

        class Page(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(next(answers))
                self.end_headers()

            def log_message(self, *_args):
                """Say nothing."""

        with HTTPServer(("127.0.0.1", 0), Page) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            yield f"http://127.0.0.1:{server.server_port}/"
            server.shutdown()
            thread.join()

    def test_is_waited_for_until_it_answers_well(self, late):
        processes.wait_until_answered(late, {})

    def test_is_not_waited_for_when_its_process_is_gone(self, stack):
        process = processes.spawned(stack, python("raise SystemExit(1)"), demo=False, ports=PORTS)
        with pytest.raises(CommandRefused, match="The tester ended by itself"):
            processes.wait_until_answered("http://127.0.0.1:9/", {"tester": process})


class TestPagesAndWorker:
    def test_are_three_and_listen_where_they_are_told(self):
        pages, live, worker = processes.services(PORTS)
        assert worker.command[-1] == "headrace.config.worker"
        for each, port in ((pages, "8123"), (live, "8124")):
            at = each.command.index("--host")
            assert each.command[at : at + 4] == ["--host", "127.0.0.7", "--port", port]

    def test_know_of_each_other(self):
        assert PORTS.environment() == {
            "HEADRACE_PAGES_PORT": "8123",
            "HEADRACE_LIVE_PORT": "8124",
        }

    @pytest.mark.parametrize(("cores", "workers"), [(None, "1"), (1, "1"), (3, "3"), (64, "4")])
    def test_are_one_a_core_and_at_most_four(self, monkeypatch, cores, workers):
        monkeypatch.setattr(processes.os, "cpu_count", lambda: cores)
        pages, live, _ = processes.services(PORTS)
        assert pages.command[pages.command.index("--workers") + 1] == workers
        # Every open page hangs on the one connection that listens.
        assert live.command[live.command.index("--workers") + 1] == "1"


class TestAChild:
    def test_dies_with_its_parent_also_when_that_is_killed(self, tmp_path):
        # Given a parent that has started a child
        noted = tmp_path / "pid"
        code = (
            "import sys, time; from headrace.config import children;"
            "child = children.spawn([sys.executable, '-c', 'import time; time.sleep(60)']);"
            f"open({str(noted)!r}, 'w').write(f'{{child.pid}} '); time.sleep(60)"
        )
        environment = {**os.environ, "PYTHONPATH": str(repository() / "src")}
        with subprocess.Popen([sys.executable, "-c", code], env=environment) as parent:
            _wait_for(noted, " ")
            child = int(noted.read_text())

            # When the parent is killed, then the kernel ends the child
            parent.kill()
        patience = time.monotonic() + FEW_SECONDS
        while _lives(child):
            assert time.monotonic() < patience, "the child lives on"
            time.sleep(0.02)

    def test_hears_no_ctrl_c_of_our_terminal(self):
        process = children.spawn([sys.executable, "-c", "import time; time.sleep(60)"])
        try:
            assert os.getsid(process.pid) == process.pid
        finally:
            process.kill()
            process.wait()

    def test_runs_where_it_is_told_with_the_environment_it_is_given(self, tmp_path):
        code = "import os; print(os.getcwd(), os.environ.get('HOME'), os.environ['WORD'])"
        with (tmp_path / "said").open("wb") as said:
            process = children.spawn(
                [sys.executable, "-c", code],
                output=said,
                environment={"WORD": "reed"},
                folder=tmp_path,
            )
            assert process.wait(FEW_SECONDS) == 0
        assert (tmp_path / "said").read_text() == f"{tmp_path} None reed\n"


def _wait_for(path: Path, word: str) -> None:
    patience = time.monotonic() + FEW_SECONDS
    while not path.exists() or word not in path.read_text():
        assert time.monotonic() < patience, f"{path.name} never said {word!r}"
        time.sleep(0.02)


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
