"""Which database a process speaks to: one address for each role, from a URL or our own server."""

import pytest

from headrace.config import keyring
from headrace.config.database import address, sockets
from headrace.config.database.address import Address, AddressRefused

SERVER = Address("db.example", 6432, "centre", "app", "p w/d", (("sslmode", "require"),))
URLS = {
    "application": "DATABASE_URL",
    "owner": "DATABASE_OWNER_URL",
    "superuser": "DATABASE_SUPERUSER_URL",
}


@pytest.fixture
def no_server_given(monkeypatch):
    for name in (*URLS.values(), "HEADRACE_DATABASE_NAME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def keys() -> keyring.Keyring:
    return keyring.Keyring.generated()


class TestAUrl:
    @pytest.mark.parametrize(
        ("url", "read"),
        [
            ("postgresql://app:p%20w%2Fd@db.example:6432/centre?sslmode=require", SERVER),
            ("postgres://h/n", Address("h", 5432, "n", "headrace_app", "")),
            ("postgresql:///n", Address("127.0.0.1", 5432, "n", "headrace_app", "")),
            ("postgresql://u@/n", Address("127.0.0.1", 5432, "n", "u", "")),
            ("postgresql://u@/n?host=/run/pg", Address("/run/pg", 5432, "n", "u", "")),
            ("postgresql://%2Frun%2Fpg/n", Address("/run/pg", 5432, "n", "headrace_app", "")),
            ("postgresql://u:%40@[::1]:1/%E5%AE%81", Address("::1", 1, "宁", "u", "@")),
        ],
    )
    def test_is_read_part_by_part(self, url, read):
        assert address.parse(url) == read

    @pytest.mark.parametrize(
        "url",
        ["", "n", "mysql://h/n", "http://h/n", "postgresql://h", "postgresql://h/", "/run/pg"],
    )
    def test_of_another_kind_or_without_a_name_is_refused(self, url):
        with pytest.raises(AddressRefused, match="postgresql://user:password@host:port/name"):
            address.parse(url)

    def test_has_one_order_of_options_whatever_it_was_written_in(self):
        one = address.parse("postgresql://h/n?b=2&a=1")

        assert one == address.parse("postgresql://h/n?a=1&b=2")
        assert one.options == (("a", "1"), ("b", "2"))


class TestAnAddress:
    def test_is_told_to_each_program_in_its_own_words(self):
        assert SERVER.parameters() == {
            "host": "db.example",
            "port": 6432,
            "dbname": "centre",
            "user": "app",
            "password": "p w/d",
            "sslmode": "require",
        }
        assert SERVER.environment() == {
            "PGHOST": "db.example",
            "PGPORT": "6432",
            "PGDATABASE": "centre",
            "PGUSER": "app",
            "PGPASSWORD": "p w/d",
        }
        told = SERVER.django()
        assert (told["HOST"], told["PORT"], told["NAME"]) == ("db.example", "6432", "centre")
        assert (told["USER"], told["PASSWORD"]) == ("app", "p w/d")
        assert told["OPTIONS"] == {"sslmode": "require"}

    @pytest.mark.parametrize(
        ("role", "user", "secret"),
        [
            ("application", "headrace_app", "database_application"),
            ("owner", "headrace_owner", "database_owner"),
            ("superuser", "postgres", "database_superuser"),
        ],
    )
    def test_of_our_own_server_is_one_for_each_role(
        self, no_server_given, keys, tmp_path, role, user, secret
    ):
        found = address.resolve(tmp_path, keys, role=role)

        assert (found.user, found.password) == (user, getattr(keys, secret))
        assert (found.name, found.port) == ("headrace", 5432)
        assert found.host == str(sockets.folder_for(tmp_path))
        assert not address.external()

    @pytest.mark.parametrize(
        ("asked", "environment", "name"),
        [(None, None, "headrace"), (None, "e", "e"), ("a", "e", "a"), ("a", None, "a")],
    )
    def test_names_the_database_that_was_asked_for_first(
        self, no_server_given, monkeypatch, keys, tmp_path, asked, environment, name
    ):
        if environment:
            monkeypatch.setenv("HEADRACE_DATABASE_NAME", environment)

        assert address.resolve(tmp_path, keys, role="owner", name=asked).name == name

    @pytest.mark.parametrize("role", URLS)
    def test_of_a_given_server_comes_from_the_variable_of_its_role(
        self, no_server_given, monkeypatch, keys, tmp_path, role
    ):
        for each, variable in URLS.items():
            monkeypatch.setenv(variable, f"postgresql://{each}:x@h:1/given")

        assert address.resolve(tmp_path, keys, role=role).user == role
        assert address.resolve(tmp_path, keys, role=role, name="other") == Address(
            "h", 1, "other", role, "x"
        )

    @pytest.mark.parametrize("role", ["owner", "superuser"])
    def test_of_a_given_server_is_never_mixed_with_our_own(
        self, no_server_given, monkeypatch, keys, tmp_path, role
    ):
        monkeypatch.setenv("DATABASE_URL", "postgresql://h/n")

        with pytest.raises(AddressRefused, match=f"{URLS[role]} is not set"):
            address.resolve(tmp_path, keys, role=role)
