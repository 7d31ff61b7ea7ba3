"""Where things are and whose they are: folders, pid files, locks, lock files, keys."""

import json
import os
import stat
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from headrace.config import account, errands, home, keyring, lockfile, locks, worker
from headrace.config.catalogues import _placeholders
from headrace.config.database import pidfile, sockets
from headrace.config.errands import CommandRefused


@pytest.fixture(scope="module")
def keys() -> keyring.Keyring:
    return keyring.Keyring.generated()


class TestAFolder:
    def test_of_the_centre_is_the_one_that_the_environment_names(self, monkeypatch, tmp_path):
        monkeypatch.setenv("HEADRACE_HOME", str(tmp_path / "x" / ".." / "y"))

        assert home.home().is_absolute()
        assert home.home() == tmp_path / "x" / ".." / "y"

    def test_of_the_centre_may_be_named_from_ones_own(self, monkeypatch, tmp_path):
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("HEADRACE_HOME", "~/centre")

        assert home.home() == tmp_path / "centre"

    @pytest.mark.parametrize("unsaid", [None, ""])
    def test_of_the_centre_lies_beside_the_checkout_where_nobody_says(self, monkeypatch, unsaid):
        monkeypatch.delenv("HEADRACE_HOME", raising=False)
        if unsaid is not None:
            monkeypatch.setenv("HEADRACE_HOME", unsaid)

        assert home.home() == home.repository() / ".headrace"
        assert (home.repository() / "pyproject.toml").exists()

    def test_that_is_prepared_lets_others_pass_and_not_look(self, tmp_path):
        made = home.prepared(tmp_path / "a" / "b")

        assert stat.S_IMODE(made.stat().st_mode) == 0o711
        assert home.prepared(made) == made

    @pytest.mark.parametrize(("length", "inside"), [(10, True), (60, True), (150, False)])
    def test_of_the_socket_is_inside_unless_the_path_is_too_long(self, monkeypatch, length, inside):
        monkeypatch.setattr(sockets.account, "reaches", lambda _folder: True)
        centre = Path("/" + "x" * length)
        found = sockets.folder_for(centre)

        assert (found == centre / "run") is inside
        assert len(os.fsencode(found)) <= 80

    def test_of_the_socket_is_elsewhere_where_the_server_cannot_come(self, monkeypatch):
        monkeypatch.setattr(sockets.account, "reaches", lambda _folder: False)
        one, other = sockets.folder_for(Path("/a")), sockets.folder_for(Path("/b"))

        assert one != other
        assert one == sockets.folder_for(Path("/a"))
        assert one.name.startswith(f"headrace-{os.geteuid()}-")

    def test_given_to_the_server_is_closed_to_everybody_else(self, tmp_path):
        account.give(tmp_path / "data")

        status = (tmp_path / "data").stat()
        assert stat.S_IMODE(status.st_mode) == 0o700
        assert status.st_uid == account.server_account().uid


class TestAPidFile:
    """Against a /proc made by hand: what is believed, and what is a stranger."""

    @pytest.fixture
    def proc(self, tmp_path, monkeypatch):
        folder = tmp_path / "proc"
        folder.mkdir()
        monkeypatch.setattr(pidfile, "_PROC", folder)
        return folder

    @pytest.fixture
    def data(self, tmp_path):
        folder = tmp_path / "data"
        folder.mkdir()
        return folder

    def process(self, proc: Path, pid: int, *words: str, state: str = "S", name: str = "postgres"):
        (proc / str(pid)).mkdir()
        (proc / str(pid) / "stat").write_text(f"{pid} ({name}) {state} 1 1 0")
        line = b"\0".join(os.fsencode(each) for each in words) + b"\0"
        (proc / str(pid) / "cmdline").write_bytes(line)

    def names(self, data: Path, text: str) -> None:
        (data / "postmaster.pid").write_text(text)

    def test_that_is_not_there_names_nobody(self, proc, data):
        assert pidfile.serving(data) is None

    @pytest.mark.parametrize("text", ["", "\n", "abc\n", "-5\n", "4 2\n", "\n42\n"])
    def test_without_a_number_in_its_first_line_names_nobody(self, proc, data, text):
        self.process(proc, 42, "/bin/postgres", "-D", str(data))
        self.names(data, text)

        assert pidfile.serving(data) is None

    @pytest.mark.parametrize("text", ["42", "42\n", " 42 \n/data\n1700000000\n"])
    def test_of_a_server_of_these_data_is_believed(self, proc, data, text):
        self.process(proc, 42, "/usr/lib/postgresql/bin/postgres", "-D", str(data))
        self.names(data, text)

        assert pidfile.serving(data) == 42

    @pytest.mark.parametrize(
        ("words", "state"),
        [
            (("/bin/postgres", "-D", "{data}"), "Z"),
            (("/bin/postgres", "-D", "{data}x"), "S"),
            (("/bin/postgres", "-D{data}"), "S"),
            (("/bin/sh", "-c", "{data}"), "S"),
            (("/usr/bin/vi", "{data}"), "S"),
        ],
        ids=["a zombie", "other data", "no word of its own", "a shell", "an editor"],
    )
    def test_of_anybody_else_is_not(self, proc, data, words, state):
        self.process(proc, 42, *(each.format(data=data) for each in words), state=state)
        self.names(data, "42\n")

        assert pidfile.serving(data) is None

    def test_of_a_process_that_is_gone_is_not(self, proc, data):
        self.names(data, "42\n")

        assert pidfile.serving(data) is None

    def test_is_read_though_the_program_has_brackets_in_its_name(self, proc, data):
        self.process(proc, 42, "/bin/postgres", str(data), name="a) Z (b")
        self.names(data, "42\n")

        assert pidfile.serving(data) == 42

    def test_that_names_a_stranger_is_cleared_with_the_sockets_lock(self, proc, data, tmp_path):
        # Given a file that names a living process, this one, which serves nothing
        self.process(proc, os.getpid(), "/usr/bin/python", "-m", "pytest")
        self.names(data, f"{os.getpid()}\n")
        (tmp_path / ".s.PGSQL.5432.lock").touch()
        (tmp_path / "kept").touch()

        pidfile.clear_stale(data, tmp_path)

        assert not (data / "postmaster.pid").exists()
        assert not (tmp_path / ".s.PGSQL.5432.lock").exists()
        assert (tmp_path / "kept").exists()

    def test_of_our_own_living_server_is_left_alone(self, proc, data, tmp_path):
        self.process(proc, os.getpid(), "/bin/postgres", "-D", str(data))
        self.names(data, f"{os.getpid()}\n")

        pidfile.clear_stale(data, tmp_path)

        assert (data / "postmaster.pid").exists()

    def test_of_nobody_is_nothing_to_clear(self, proc, data, tmp_path):
        pidfile.clear_stale(data, tmp_path)

        assert list(data.iterdir()) == []

    def test_is_not_asked_who_works_inside_the_data(self, proc, data):
        (proc / "42").mkdir()
        (proc / "self").mkdir()
        assert not pidfile.at_work_in(data)

        (proc / "42" / "cwd").symlink_to(data)
        assert pidfile.at_work_in(data)


class TestALock:
    def test_is_held_while_its_file_is_open_and_says_who(self, tmp_path):
        path = tmp_path / "lock"
        assert locks.holder(path) is None

        with locks.claim(path, "process 7 at 9:00"):
            assert locks.holder(path) == "process 7 at 9:00"
            with pytest.raises(locks.Held, match="process 7"):
                locks.claim(path, "me too")
        assert locks.holder(path) is None

    def test_of_somebody_who_has_not_said_anything_yet_is_held_all_the_same(self, tmp_path):
        with locks.claim(tmp_path / "lock", ""), pytest.raises(locks.Held, match="just starting"):
            locks.claim(tmp_path / "lock", "x")

    def test_tells_only_of_its_last_holder(self, tmp_path):
        locks.claim(tmp_path / "lock", "a very long story").close()
        with locks.claim(tmp_path / "lock", "x"):
            assert locks.holder(tmp_path / "lock") == "x"


PIN = "sha256:" + "a" * 64
OTHER = "sha256:" + "b" * 64


def lock_of(*packages: str) -> str:
    return "version = 1\n" + "".join(f"[[package]]\n{each}" for each in packages)


def package(name: str, version: str, *hashes: str) -> str:
    wheels = ", ".join(f'{{ url = "u", hash = "{each}" }}' for each in hashes)
    return (
        f'name = "{name}"\nversion = "{version}"\nsource = {{ registry = "r" }}\n'
        f"wheels = [{wheels}]\n"
    )


class TestTwoLockFiles:
    @pytest.mark.parametrize(
        ("lock", "exported", "said"),
        [
            (lock_of(package("a", "1", PIN)), f"a==1 \\\n  --hash={PIN}\n", []),
            (lock_of(package("a", "1", PIN)), f"a[x]==1 ; python_version > '3' --hash={PIN}\n", []),
            (lock_of(package("a", "1", PIN)), "", ["a 1: only in uv.lock"]),
            (
                lock_of(package("a", "1", PIN)),
                f"a==1 --hash={PIN}\nb==2 --hash={PIN}\n",
                ["b 2: only in requirements.lock"],
            ),
            (lock_of(package("a", "1", PIN)), f"a==1 --hash={OTHER}\n", ["a 1: other hashes"]),
            (
                lock_of(package("a", "1", PIN, OTHER)),
                f"a==1 --hash={PIN}\n",
                ["a 1: other hashes"],
            ),
            (
                lock_of(package("a", "1", PIN)),
                f"a==2 --hash={PIN}\n",
                ["a 1: only in uv.lock", "a 2: only in requirements.lock"],
            ),
            (
                lock_of(
                    'name = "ours"\nversion = "0"\nsource = { editable = "." }\n',
                    'name = "all"\nversion = "0"\nsource = { virtual = "." }\n',
                ),
                "",
                [],
            ),
            (
                lock_of(
                    'name = "s"\nversion = "1"\nsource = { registry = "r" }\n'
                    f'sdist = {{ url = "u", hash = "{PIN}" }}\n'
                ),
                f"s==1 --hash={PIN}\n",
                [],
            ),
        ],
    )
    def test_are_compared_package_by_package(self, lock, exported, said):
        assert lockfile.differences(lock, exported) == said

    def test_do_not_lend_a_hash_from_one_package_to_the_next(self):
        lock = lock_of(package("a", "1", PIN), package("b", "1", OTHER))
        swapped = f"a==1 --hash={OTHER}\nb==1 --hash={PIN}\n"

        assert lockfile.differences(lock, swapped) == ["a 1: other hashes", "b 1: other hashes"]


class TestAPlaceholder:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("", set()),
            (None, set()),
            ("no place", set()),
            ("{a} and {b:.2f} and {c!r}", {"a", "b", "c"}),
            ("%(count)s of %(all)s", {"count", "all"}),
            ("%(a)s {b}", {"a", "b"}),
            ("{{literal}}", set()),
            (("{one}", "{many}"), {"one", "many"}),
        ],
    )
    def test_is_found_in_every_way_of_writing_one(self, text, names):
        assert _placeholders(text) == names


class TestSomethingPeriodic:
    @given(st.lists(st.floats(0, 1000), max_size=30), st.sampled_from([0.0, 1.0, 60.0]))
    def test_is_done_at_most_once_in_its_time(self, readings, every):
        done: list[float] = []
        now = 0.0
        duty = worker.Periodic(every, lambda: done.append(now))
        for now in sorted(readings):
            duty.run(now)

        assert all(later - earlier >= every for earlier, later in pairwise(done))
        assert done[:1] == sorted(readings)[:1]

    def test_that_fails_is_due_again_at_once(self):
        tried: list[int] = []

        def fail() -> None:
            tried.append(1)
            raise ConnectionResetError

        duty = worker.Periodic(60.0, fail)
        for _ in range(2):
            with pytest.raises(ConnectionResetError):
                duty.run(5.0)
        assert len(tried) == 2


class TestACommand:
    def test_that_is_refused_says_why_and_ends_red(self, capsys):
        with pytest.raises(typer.Exit) as ended, errands.explained():
            raise CommandRefused("Nothing [runs] here.")

        assert ended.value.exit_code == 1
        assert "Nothing [runs] here." in capsys.readouterr().out

    def test_that_breaks_shows_its_fault(self):
        with pytest.raises(ZeroDivisionError), errands.explained():
            _ = 1 / 0

    def test_hands_its_environment_on_with_the_settings_named(self, monkeypatch):
        monkeypatch.setenv("KEPT", "1")
        told = errands.environment_with({"MORE": "2"})

        assert (told["KEPT"], told["MORE"]) == ("1", "2")
        assert told["DJANGO_SETTINGS_MODULE"] == "headrace.config.settings"


class TestTheKeyring:
    def test_says_its_keys_as_the_bytes_that_ciphers_take(self, keys):
        assert {len(each) for each in keys.field_key_bytes().values()} == {32}
        assert len(keys.blind_index_bytes()) == 32

    def test_keeps_the_first_field_key_first(self, keys, tmp_path):
        turned = replace(keys, field_keys={"2": keys.blind_index, **keys.field_keys})
        keyring.save(tmp_path, turned)

        assert list(keyring.load(tmp_path).field_key_bytes()) == ["2", "1"]

    def test_is_not_read_from_a_file_that_holds_what_no_version_knew(self, keys, tmp_path):
        keyring.save(tmp_path, keys)
        path = tmp_path / "secrets.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), "unknown": "x"}))

        with pytest.raises(keyring.SecretsOfNewerVersion, match="unknown"):
            keyring.load(tmp_path)
        assert [each.name for each in tmp_path.iterdir()] == ["secrets.json"]
