"""A database that somebody else runs: DATABASE_URL."""

from urllib.parse import quote

import psycopg
import pytest

from headrace.config import keyring, schema
from headrace.config.database import address, availability, bootstrap


def url(place: address.Address) -> str:
    secret = quote(place.password, safe="")
    return f"postgresql://{place.user}:{secret}@/{place.name}?host={quote(place.host, safe='')}"


@pytest.fixture
def given(home, start, monkeypatch, tmp_path):
    """Somebody's server, and an installation elsewhere that is told of it."""
    keys = keyring.load(home)
    monkeypatch.delenv("HEADRACE_DATABASE_NAME", raising=False)
    start(home)
    mine = {
        role: address.resolve(home, keys, role=role)
        for role in ("application", "owner", "superuser")
    }
    monkeypatch.setenv("HEADRACE_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", url(mine["application"]))
    monkeypatch.setenv("DATABASE_OWNER_URL", url(mine["owner"]))
    return mine


def test_a_url_is_read_whole():
    place = address.parse("postgres://headrace_app:p%40ss@db.example:5433/centre?sslmode=require")
    assert place.parameters() == {
        **{"host": "db.example", "port": 5433, "dbname": "centre"},
        **{"user": "headrace_app", "password": "p@ss", "sslmode": "require"},
    }
    assert place.django()["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("wrong", ["mysql://a@b/c", "postgresql://a@b", "centre"])
def test_another_url_is_refused(wrong):
    with pytest.raises(address.AddressRefused, match="postgresql://"):
        address.parse(wrong)


def test_no_server_of_ours_is_started_and_the_tables_are_made_there(given, tmp_path):
    keys = keyring.load(tmp_path)
    with availability.available(tmp_path, keys):
        schema.bring_up_to_date()
    assert not (tmp_path / "data").exists()
    with psycopg.connect(**given["application"].parameters()) as connection:
        owner = connection.execute(
            "SELECT tableowner FROM pg_tables WHERE tablename = 'django_session'"
        ).fetchone()
        assert connection.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
    assert owner == ("headrace_owner",)


def test_without_the_owners_url_nothing_is_migrated(given, tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_OWNER_URL")
    with (
        pytest.raises(address.AddressRefused, match="DATABASE_OWNER_URL"),
        availability.available(tmp_path, keyring.load(tmp_path)),
    ):
        pass


def test_an_unprepared_server_is_told_what_to_run_once(given, tmp_path, monkeypatch):
    # Given a database whose owner may not make extensions
    with psycopg.connect(**given["superuser"].parameters(), autocommit=True) as connection:
        connection.execute("CREATE ROLE guest LOGIN PASSWORD 'guest'")
        connection.execute("CREATE DATABASE bare TEMPLATE template0")
    bare = address.Address(given["owner"].host, 5432, "bare", "guest", "guest")

    # When the centre is pointed at it
    with pytest.raises(bootstrap.NotPrepared) as refusal:
        bootstrap.prepare_given(bare, given["application"])

    # Then every statement that its administrator needs is named
    for words in (
        "CREATE ROLE headrace_app",
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        "btree_gist",
    ):
        assert words in str(refusal.value)


def test_the_application_may_not_be_the_owner(given):
    with pytest.raises(bootstrap.NotPrepared, match="DATABASE_OWNER_URL the user headrace_owner"):
        bootstrap.prepare_given(given["owner"], given["owner"])


def test_a_character_type_that_cannot_see_chinese_is_refused(given):
    with psycopg.connect(**given["superuser"].parameters(), autocommit=True) as connection:
        connection.execute(
            "CREATE DATABASE blind OWNER headrace_owner TEMPLATE template0"
            " LOCALE_PROVIDER libc LOCALE 'C'"
        )
    blind = address.Address(
        given["owner"].host, 5432, "blind", "headrace_owner", given["owner"].password
    )
    with pytest.raises(bootstrap.NotPrepared, match="cannot see Chinese"):
        bootstrap.prepare_given(blind, given["application"])
