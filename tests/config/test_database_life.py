"""The life of the embedded server: it never outlives us, never kills a stranger, loses nothing."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from headrace.config import account, keyring
from headrace.config.database import address, binaries, cluster, pidfile, server

FEW_SECONDS = 10


def keep(connect, home: Path, note: str) -> None:
    with connect(home, "owner") as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (note text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [note])


def kept(connect, home: Path) -> list[str]:
    with connect(home) as connection:
        return [note for (note,) in connection.execute("SELECT note FROM kept")]


def test_data_are_kept_over_a_restart(start, home, connect):
    first = start(home)
    keep(connect, home, "before")
    first.stop()
    assert pidfile.serving(first.cluster.data) is None

    second = start(home)
    assert kept(connect, home) == ["before"]
    second.stop()


def test_root_never_runs_the_server_as_itself(start, home):
    running = start(home)
    owner = Path(f"/proc/{running.process.pid}").stat().st_uid
    running.stop()
    assert owner == account.server_account().uid
    assert owner != 0


def test_a_second_start_is_refused_and_says_who_holds_the_data(start, home, connect, holder):
    running = start(home)
    with holder(home) as other:
        answer = other.stdout.readline()
    assert answer.startswith("refused: ")
    assert f"process {os.getpid()}" in answer
    assert str(home) in answer
    keep(connect, home, "still served")
    running.stop()


def test_a_block_that_needs_a_server_uses_the_one_that_runs(home, connect):
    keys = keyring.load(home)
    with server.running(home, keys) as mine:
        assert mine is not None
        with server.running(home, keys) as another:
            assert another is None
            keep(connect, home, "through the first")
        assert kept(connect, home) == ["through the first"]
    assert pidfile.serving(mine.cluster.data) is None


def test_a_pid_file_that_names_a_stranger_neither_stops_us_nor_harms_the_stranger(
    start, home, connect
):
    # Given a crash that left the pid file and the socket's lock, and a reboot after which their
    # number belongs to somebody else
    somebody = account.server_account()
    stranger = subprocess.Popen(["sleep", "60"], user=somebody.uid, group=somebody.gid)
    place = cluster.cluster_for(home)
    lines = [str(stranger.pid), str(place.data), "1", "5432", str(place.sockets), "", ""]
    (place.data / "postmaster.pid").write_text("\n".join(lines))
    shutil.chown(place.data / "postmaster.pid", account.server_account().uid)
    place.sockets.mkdir(exist_ok=True)
    (place.sockets / ".s.PGSQL.5432.lock").write_text("\n".join(lines))

    # When the centre starts
    running = start(home)

    # Then it serves, and the stranger lives
    keep(connect, home, "served")
    running.stop()
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_pid_file_that_names_a_zombie_does_not_stop_us(start, home):
    place = cluster.cluster_for(home)
    somebody = account.server_account()
    zombie = subprocess.Popen(["true"], user=somebody.uid, group=somebody.gid)
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
    (place.data / "postmaster.pid").write_text(f"{zombie.pid}\n{place.data}\n")
    start(home).stop()
    zombie.wait()


def test_when_its_owner_is_killed_the_server_ends_and_nothing_committed_is_lost(
    start, home, connect, holder
):
    with holder(home) as parent:
        server_pid = int(parent.stdout.readline().split()[1])
        keep(connect, home, "committed")
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        assert gone(server_pid)
    running = start(home)
    assert kept(connect, home) == ["committed"]
    running.stop()
    assert "was not properly shut down" not in running.cluster.log.read_text()


def test_when_everything_is_killed_nothing_committed_is_lost(start, home, connect):
    running = start(home)
    keep(connect, home, "committed")
    running.process.kill()
    running.stop()

    again = start(home)
    assert kept(connect, home) == ["committed"]
    again.stop()


def test_a_half_made_folder_is_made_anew(start, empty_home):
    place = cluster.cluster_for(empty_home)
    half = place.data.with_name("data.part")
    half.mkdir()
    (half / "PG_VERSION").write_text("18")
    start(empty_home).stop()
    assert place.initialised
    assert not half.exists()


def test_a_very_long_path_still_has_a_socket(start, empty_home, connect):
    far = empty_home / ("a-folder-with-a-long-name-" * 4)
    far.mkdir()
    running = start(far)
    assert not running.cluster.sockets.is_relative_to(far)
    with connect(far) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    running.stop()
    shutil.rmtree(running.cluster.sockets)


def test_what_postgresql_says_reaches_the_operator(start, home):
    with pytest.raises(cluster.ClusterFailed, match="unrecognized configuration parameter"):
        server.start(home, keyring.load(home), options=("no_such_setting=1",))
    start(home).stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become an ordinary user")
def test_an_ordinary_user_runs_it_as_itself(home, holder):
    somebody = account.Account(*pwd.getpwnam("nobody")[2:4])
    subprocess.run(["chown", "-R", f"{somebody.uid}:{somebody.gid}", home], check=True)
    with holder(home, python=readable_python(), user=somebody) as process:
        word, pid = process.stdout.readline().split()
        assert word == "serving"
        assert Path(f"/proc/{pid}").stat().st_uid == somebody.uid
        process.stdin.write("enough\n")
        process.stdin.flush()
        assert process.stdout.readline() == "stopped\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has homes that its server cannot enter")
def test_from_a_home_closed_to_others_root_keeps_the_data_where_its_server_can_reach(
    start, empty_home, connect, monkeypatch
):
    # Given root's own folder, closed to everybody else
    monkeypatch.setattr(cluster, "_UNREACHABLE_HOMES", empty_home / "elsewhere")
    closed = empty_home / "root"
    closed.mkdir(mode=0o700)

    # When the centre starts there
    running = start(closed / ".headrace")

    # Then data and socket lie outside, and it serves
    assert running.cluster.data.is_relative_to(empty_home / "elsewhere")
    assert not running.cluster.sockets.is_relative_to(closed)
    with connect(closed / ".headrace") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    running.stop()
    shutil.rmtree(running.cluster.sockets)


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user reads what it installs")
def test_programs_that_the_servers_account_cannot_read_are_copied(
    start, empty_home, connect, monkeypatch
):
    # Given an installation under root's own folder
    closed = empty_home / "root"
    closed.mkdir(mode=0o700)
    wheel = binaries.client().parents[1]
    for part in (wheel, wheel.with_name(f"{wheel.name}.libs")):
        shutil.copytree(part, closed / part.name, symlinks=True)
    monkeypatch.setattr(binaries, "_bundled", lambda: closed / wheel.name / "pginstall")

    # When the centre starts
    running = start(empty_home)

    # Then it runs from a copy beside the data
    assert running.cluster.binaries.is_relative_to(empty_home / "programs")
    with connect(empty_home) as connection:
        assert connection.execute("SELECT similarity('阀门', '阀门厂') > 0").fetchone() == (True,)


def test_the_address_is_the_same_for_every_process(home, monkeypatch):
    keys = keyring.load(home)
    monkeypatch.delenv("HEADRACE_DATABASE_NAME", raising=False)
    first = address.resolve(home, keys, role="application")
    assert first == address.resolve(home, keyring.load(home), role="application")
    assert first.name == "headrace"


def gone(pid: int) -> bool:
    patience = time.monotonic() + FEW_SECONDS
    while time.monotonic() < patience:
        if not Path(f"/proc/{pid}").exists():
            return True
        time.sleep(0.02)
    return False


def readable_python() -> str:
    """An interpreter of our version that an ordinary user can read."""
    wanted = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for candidate in (sys.executable, f"/usr/bin/{wanted}", f"/usr/local/bin/{wanted}"):
        path = Path(candidate).resolve()
        if path.exists() and account.reads(path):
            return candidate
    pytest.skip(f"no {wanted} outside root's own folders")
