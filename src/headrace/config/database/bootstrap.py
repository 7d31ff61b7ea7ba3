"""
What must exist before the first migration: two roles, one database, two extensions.

The owner owns the schema and migrates. The application may read and write rows, and nothing else:
migrations take back from it the right to change or delete in append-only tables.
"""

from pathlib import Path

import psycopg
from psycopg import sql

from headrace.config.database import address
from headrace.config.database.address import APPLICATION, DATABASE, OWNER
from headrace.config.keyring import Keyring

EXTENSIONS = ("pg_trgm", "btree_gist")


class NotPrepared(RuntimeError):
    """The server named by DATABASE_URL lacks something; the message is what to run there once."""


def prepare(home: Path, keyring: Keyring) -> None:
    """Make the embedded server's roles and database; each step may find its work done."""
    maintenance = address.resolve(home, keyring, role="superuser", name="postgres")
    with psycopg.connect(**maintenance.parameters(), autocommit=True) as connection:
        _make_role(connection, OWNER, keyring.database_owner)
        _make_role(connection, APPLICATION, keyring.database_application)
        row = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        missing = row.fetchone() is None
    if missing:
        make_database(home, keyring, name=DATABASE)
    else:
        _open_database(home, keyring, name=DATABASE)


def make_database(home: Path, keyring: Keyring, *, name: str, template: str | None = None) -> None:
    """Make a database, empty or a copy of `template`, that the application may enter."""
    maintenance = address.resolve(home, keyring, role="superuser", name="postgres")
    with psycopg.connect(**maintenance.parameters(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template or "template0")
            )
        )
    _open_database(home, keyring, name=name)


def remake_database(home: Path, keyring: Keyring) -> None:
    """Drop the centre's database with all it holds, and make it anew, empty."""
    maintenance = address.resolve(home, keyring, role="superuser", name="postgres")
    with psycopg.connect(**maintenance.parameters(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE))
        )
    make_database(home, keyring, name=DATABASE)


def _open_database(home: Path, keyring: Keyring, *, name: str) -> None:
    inside = address.resolve(home, keyring, role="superuser", name=name)
    with psycopg.connect(**inside.parameters(), autocommit=True) as connection:
        for statement in (
            "REVOKE ALL ON DATABASE {} FROM PUBLIC",
            f"GRANT CONNECT ON DATABASE {{}} TO {APPLICATION}",
        ):
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
        connection.execute(f"ALTER SCHEMA public OWNER TO {OWNER}")
        open_schema(connection)


def open_schema(connection: psycopg.Connection) -> None:
    """
    Let the application use the schema and every table that the owner will make in it.

    :raises NotPrepared: the extensions are missing and this role may not create them
    """
    for name in EXTENSIONS:
        try:
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
        except psycopg.errors.InsufficientPrivilege:
            raise NotPrepared(_by_hand(connection.info.user, connection.info.dbname)) from None
    for statement in (
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {APPLICATION}",
    ):
        connection.execute(statement)
    _future_rights(connection, "GRANT {} TO")


def close_schema(connection: psycopg.Connection) -> None:
    """
    Let tables come with no rights for the application but those that a dump states.

    A dump tells rights as they differ from PostgreSQL's own default. Where ours is in force, a
    right that was revoked would silently come back.
    """
    _future_rights(connection, "REVOKE {} FROM")


def _future_rights(connection: psycopg.Connection, verb: str) -> None:
    for rights in ("SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE, SELECT ON SEQUENCES"):
        statement = "ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public " + verb.replace(
            "{}", rights
        )
        owner = sql.Identifier(_owner(connection))
        connection.execute(sql.SQL(f"{statement} {APPLICATION}").format(owner))


def prepare_given(owner: address.Address, application: address.Address) -> None:
    """
    Check the server of DATABASE_URL and open its schema to the application.

    :raises NotPrepared: a role, an extension or the encoding is not as needed
    """
    by_hand = _by_hand(owner.user, owner.name)
    if application.user != APPLICATION or owner.user == APPLICATION:
        raise NotPrepared(by_hand)
    with psycopg.connect(**owner.parameters(), autocommit=True) as connection:
        if not connection.execute(
            "SELECT 1 FROM pg_roles WHERE rolname = %s AND NOT rolsuper", [APPLICATION]
        ).fetchone():
            raise NotPrepared(by_hand)
        open_schema(connection)
        trigrams = connection.execute("SELECT cardinality(show_trgm('宁渡阀门'))").fetchone()
        if trigrams == (0,):
            raise NotPrepared(
                "The database's character type cannot see Chinese: create it with "
                "ENCODING 'UTF8' LC_CTYPE 'C.UTF-8' TEMPLATE template0."
            )


def _make_role(connection: psycopg.Connection, name: str, password: str) -> None:
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone() is None:
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(name), password)
        )


def _owner(connection: psycopg.Connection) -> str:
    row = connection.execute(
        "SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'public'"
    ).fetchone()
    user = connection.info.user
    # A database made by hand keeps its schema with the database's owner, who is then connected.
    return user if row is None or row[0] == "pg_database_owner" else str(row[0])


def _by_hand(owner: str, database: str) -> str:
    extensions = "".join(f"\n  CREATE EXTENSION IF NOT EXISTS {name};" for name in EXTENSIONS)
    return (
        "The database server must be prepared once by its administrator, in psql:"
        f"\n  CREATE ROLE {OWNER} LOGIN PASSWORD '...';"
        f"\n  CREATE ROLE {APPLICATION} LOGIN PASSWORD '...';"
        f"\n  CREATE DATABASE {database} OWNER {OWNER} ENCODING 'UTF8' TEMPLATE template0;"
        f"\n  \\connect {database}{extensions}"
        f"\nThen DATABASE_URL names the user {APPLICATION} and DATABASE_OWNER_URL the user {OWNER}"
        f" (now: {owner})."
    )
