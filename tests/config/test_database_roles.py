"""The embedded database as the application finds it."""

from types import SimpleNamespace

import psycopg
import pytest

from headrace.config import keyring
from headrace.config.database import server


@pytest.fixture(scope="module")
def served(made):
    """The made home itself, served for the whole module."""
    running = server.start(made, keyring.load(made))
    yield made
    running.stop()


def test_the_application_is_neither_owner_nor_superuser(served, connect):
    with connect(served) as connection:
        row = connection.execute(
            "SELECT r.rolname, r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolbypassrls,"
            " pg_get_userbyid(d.datdba), pg_get_userbyid(n.nspowner)"
            " FROM pg_roles r, pg_database d, pg_namespace n WHERE r.rolname = current_user"
            " AND d.datname = current_database() AND n.nspname = 'public'"
        ).fetchone()
    assert row == (
        *("headrace_app", False, False, False, False),
        *("headrace_owner", "headrace_owner"),
    )


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE loot (id int)", "CREATE TEMP TABLE loot (id int)", "CREATE SCHEMA l"],
)
def test_the_application_may_not_make_tables(served, connect, statement):
    with connect(served) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_the_application_reads_and_writes_what_the_owner_makes_until_it_is_revoked(served, connect):
    with connect(served, "owner") as owner, connect(served) as application:
        owner.execute("CREATE TABLE ledger (id bigint GENERATED ALWAYS AS IDENTITY, note text)")
        application.execute("INSERT INTO ledger (note) VALUES ('one')")
        owner.execute("REVOKE UPDATE, DELETE ON ledger FROM headrace_app")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("DELETE FROM ledger")
        assert application.execute("SELECT note FROM ledger").fetchall() == [("one",)]
        owner.execute("DROP TABLE ledger")


def test_a_wrong_password_is_refused(served, connect):
    with connect(served) as connection:
        place = SimpleNamespace(host=connection.info.host, port=connection.info.port)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(
            host=place.host, port=place.port, dbname="headrace", user="headrace_app", password="x"
        )


def test_it_listens_on_no_network(served, connect):
    with connect(served) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_near_names_in_chinese_are_found(served, connect):
    with connect(served) as connection:
        near, far = connection.execute(
            "SELECT similarity('宁渡阀门有限公司', '宁渡阀门厂'),"
            " similarity('宁渡阀门厂', '大河造船')"
        ).fetchone()
    assert near > 0.3 > far


def test_ranges_may_exclude_each_other(served, connect):
    with connect(served, "owner") as connection:
        connection.execute(
            "CREATE TABLE dated (key text, during daterange,"
            " EXCLUDE USING gist (key WITH =, during WITH &&)); DROP TABLE dated"
        )
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
