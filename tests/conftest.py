"""
One throw-away PostgreSQL for a whole run of tests.

The controlling process starts it and migrates a template once, as the owner; every worker gets a
copy and speaks to it as the application, which is neither owner nor superuser, as in production.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest
from psycopg import sql

from headrace.config import keyring, schema
from headrace.config.database import address, bootstrap, server
from headrace.config.home import home

TEMPLATE = "headrace_template"
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
KEPT_TABLES = {"django_content_type", "auth_permission", "django_migrations"}


@dataclass(frozen=True)
class TestServer:
    """The session's server; it belongs to the process that made it."""

    __test__ = False
    folder: Path
    handle: server.Server

    @classmethod
    def started(cls) -> "TestServer":
        folder = Path(tempfile.mkdtemp(prefix="headrace-test-"))
        folder.chmod(0o711)
        # The keys that this process has already loaded stay the same for its children.
        keys = keyring.load(home())
        keyring.save(folder, keys)
        os.environ["HEADRACE_HOME"] = str(folder)
        handle = server.start(folder, keys, options=QUICK)
        bootstrap.make_database(folder, keys, name=TEMPLATE)
        try:
            schema.bring_up_to_date({"HEADRACE_DATABASE_NAME": TEMPLATE})
        except schema.MigrationFailed as problem:
            handle.stop()
            shutil.rmtree(folder)
            pytest.exit(f"The template database cannot be migrated:\n{problem}", returncode=3)
        return cls(folder, handle)

    def stop(self) -> None:
        self.handle.stop()
        shutil.rmtree(self.folder)


_server: list[TestServer] = []


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config, specs: list[object]) -> None:
    """Start the server before the workers, which find it through the environment."""
    _server.append(TestServer.started())
    os.environ["HEADRACE_TEST_SERVER"] = "shared"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first, so that no worker waits for one at the end."""
    items.sort(key=lambda item: item.path.parent.name != "journeys")


def pytest_unconfigure(config: pytest.Config) -> None:
    while _server:
        _server.pop().stop()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: object) -> Iterator[None]:
    """Give this worker its own copy of the migrated template."""
    from django.conf import settings
    from django.db import connections

    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    if os.environ.get("HEADRACE_TEST_SERVER") != "shared":
        _server.append(TestServer.started())
    name = f"headrace_{worker}"
    keys = keyring.load(home())
    bootstrap.make_database(home(), keys, name=name, template=TEMPLATE)
    os.environ["HEADRACE_DATABASE_NAME"] = name
    mine = address.resolve(home(), keys, role="application")
    settings.DATABASES["default"].update(mine.django())
    yield
    connections.close_all()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Let a test commit for real, from several connections too; every case row goes afterwards."""
    from django.db import connections

    with django_db_blocker.unblock():
        try:
            yield
        finally:
            connections.close_all()
            _empty_case_tables()


@pytest.fixture
def superuser(django_db_setup: None) -> Iterator[psycopg.Connection]:
    """A connection that may do everything: to tamper with, and to look behind the curtain."""
    with _as_superuser() as connection:
        yield connection


@pytest.fixture
def at() -> datetime:
    """A Monday morning in Ningdu: 2026-11-23, 09:00 in Shanghai."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def _as_superuser() -> psycopg.Connection:
    place = address.resolve(home(), keyring.load(home()), role="superuser")
    return psycopg.connect(**place.parameters(), autocommit=True)


def _empty_case_tables() -> None:
    with _as_superuser() as connection:
        # No triggers and no foreign keys: append-only tables are emptied too, in any order.
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET lock_timeout = '10s'")
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                " WHERE c.relkind = 'r' AND n.nspname = 'public'"
            )
            if name not in _reference_tables()
        ]
        questions = [
            sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(each, sql.Identifier(each))
            for each in tables
        ]
        full = connection.execute(sql.SQL(" UNION ALL ").join(questions)).fetchall()
        for (name,) in full:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))


def _reference_tables() -> set[str]:
    from django.apps import apps

    marked = {
        model._meta.db_table
        for model in apps.get_models()
        # A field called `reference` is no mark.
        if getattr(model, "reference", False) is True
    }
    return marked | KEPT_TABLES
