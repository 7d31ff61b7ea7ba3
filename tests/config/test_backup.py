"""Backup and restore: nothing is lost, nothing is doubled, nothing is overwritten."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from headrace.config import keyring, schema
from headrace.config.commands import backups
from headrace.config.database import address
from headrace.config.errands import CommandRefused
from headrace.config.home import repository

CONSUMER = """
import sys, django
django.setup()
from django.db.transaction import Atomic
from headrace.kit import log
from headrace.kit.ids import new_id
from headrace.config.home import home
if sys.argv[1] == "append":
    with Atomic(None, True, False):
        log.append("t", [log.Event(new_id(), new_id(), "k", {"n": n}) for n in eval(sys.argv[2])])
with Atomic(None, True, False):
    for each in log.read_group("reader", "t"):
        print(each.payload["n"])
        if sys.argv[1] == "consume":
            log.commit("reader", "t", each.partition, each.cursor)
"""


@pytest.fixture
def town(made_schema, tmp_path, monkeypatch):
    """A home with tables, which the commands in this process see as theirs."""
    monkeypatch.setenv("HEADRACE_HOME", str(made_schema))
    monkeypatch.delenv("HEADRACE_DATABASE_NAME", raising=False)
    return made_schema


def ask(*arguments: str, database: str = "headrace") -> list[int]:
    said = subprocess.check_output(
        [sys.executable, "-c", CONSUMER, *arguments], text=True, env=environment(database)
    )
    return sorted(map(int, said.split()))


def environment(database: str) -> dict[str, str]:
    import os

    return {
        **os.environ,
        "PYTHONPATH": str(repository() / "src"),
        "DJANGO_SETTINGS_MODULE": "headrace.config.settings",
        "HEADRACE_DATABASE_NAME": database,
    }


def test_readers_of_the_log_lose_nothing_and_read_nothing_twice(town, start, tmp_path):
    # Given a log of which a reader has read the first part
    start(town)
    assert ask("append", "range(0, 40)") == list(range(40))
    assert ask("consume") == list(range(40))
    ask("append", "range(40, 60)")

    # When it is backed up while it serves, and restored beside
    backups.backup(tmp_path / "night.dump")
    backups.restore(tmp_path / "night.dump", into="morning")

    # Then the reader goes on with the second part, and with what is new
    assert ask("append", "range(60, 70)", database="morning") == list(range(40, 70))
    assert ask("consume", database="morning") == list(range(40, 70))
    assert ask("consume", database="morning") == []


def test_a_stopped_centre_is_backed_up_and_restored_too(town, tmp_path, connect):
    backups.backup(tmp_path / "night.dump")
    backups.restore(tmp_path / "night.dump", into="morning")
    assert (tmp_path / "night.dump").stat().st_size > 1000
    assert stat.S_IMODE((tmp_path / "night.dump").stat().st_mode) == 0o600


def test_what_the_application_may_not_do_it_may_not_do_after_a_restore(town, tmp_path, start):
    import psycopg

    start(town)
    backups.backup(tmp_path / "night.dump")
    backups.restore(tmp_path / "night.dump", into="morning")
    place = address.resolve(town, keyring.load(town), role="application", name="morning")
    with psycopg.connect(**place.parameters(), autocommit=True) as connection:
        connection.execute("SELECT count(*) FROM kit_log_entry")
        for statement in ("DELETE FROM kit_log_entry", "UPDATE kit_log_entry SET kind = 'x'"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_a_full_database_is_not_restored_into(town, start, tmp_path):
    start(town)
    backups.backup(tmp_path / "night.dump")
    with pytest.raises(CommandRefused, match="--into NAME"):
        backups.restore(tmp_path / "night.dump", into=None)
    with pytest.raises(CommandRefused, match="exists; choose a new name"):
        backups.restore(tmp_path / "night.dump", into="headrace")


def test_a_backup_does_not_overwrite_another(town, tmp_path):
    (tmp_path / "night.dump").write_text("precious")
    with pytest.raises(CommandRefused, match="does not overwrite"):
        backups.backup(tmp_path / "night.dump")
    assert (tmp_path / "night.dump").read_text() == "precious"


def test_what_is_no_backup_is_refused(town, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear bank")
    with pytest.raises(CommandRefused, match="is no backup"):
        backups.restore(tmp_path / "letter.txt", into="morning")
    with pytest.raises(CommandRefused, match="There is no file"):
        backups.restore(tmp_path / "nothing.dump", into="morning")


def test_an_empty_centre_takes_a_backup_in(town, home, start, tmp_path, monkeypatch, connect):
    backups.backup(tmp_path / "night.dump")
    monkeypatch.setenv("HEADRACE_HOME", str(home))
    start(home)
    backups.restore(tmp_path / "night.dump", into=None)
    with connect(home) as connection:
        assert connection.execute("SELECT count(*) FROM kit_log_epoch").fetchone() == (2,)


def test_tables_are_up_to_date_after_a_restore(town, home, start, tmp_path, monkeypatch):
    backups.backup(tmp_path / "night.dump")
    monkeypatch.setenv("HEADRACE_HOME", str(home))
    start(home)
    backups.restore(tmp_path / "night.dump", into=None)
    assert "No migrations to apply" in schema.bring_up_to_date()


def test_the_file_is_whole_or_not_there(town, tmp_path, start, monkeypatch):
    start(town)
    monkeypatch.setenv("HEADRACE_DATABASE_NAME", "nowhere")
    with pytest.raises(CommandRefused, match="nowhere"):
        backups.backup(tmp_path / "night.dump")
    assert list(Path(tmp_path).iterdir()) == []
