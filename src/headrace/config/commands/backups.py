"""`backup` and `restore`, with PostgreSQL's own programs in the owner's name."""

import os
import subprocess
import tempfile
from pathlib import Path
from typing import IO

import psycopg

from headrace.config import errands, keyring, schema
from headrace.config.database import address, binaries, bootstrap
from headrace.config.database.address import Address
from headrace.config.database.availability import available
from headrace.config.home import home

# The new database has these already, made by somebody who may.
_ALREADY_THERE = (" EXTENSION ", " COMMENT - EXTENSION ", " SCHEMA - public ")
_RIGHTS_THERE = (" ACL - SCHEMA public ", " DEFAULT ACL ")


def backup(file: Path) -> None:
    """
    Write the database to `file`, whole or not at all.

    :raises errands.CommandRefused: the dump failed, or the file exists
    """
    if file.exists():
        raise errands.CommandRefused(f"{file} exists; a backup does not overwrite another.")
    keys = keyring.load(home())
    draft = file.with_name(f".{file.name}.part")
    with available(home(), keys):
        owner = address.resolve(home(), keys, role="owner")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as output:
            outcome = _client(owner, "pg_dump", "--format=custom", stdout=output)
    if outcome.returncode:
        draft.unlink()
        raise errands.CommandRefused(f"The backup failed:\n{outcome.stderr.decode()}")
    draft.rename(file)
    errands.console.print(
        f"{file}: {file.stat().st_size:,} bytes. Personal fields in it are readable only with "
        f"{home() / 'secrets.json'}: keep that file in another safe place.",
        markup=False,
    )


def restore(file: Path, *, into: str | None) -> None:
    """
    Read `file` into the centre's empty database, or into a new one called `into`.

    :raises errands.CommandRefused: the database is not empty, or the dump cannot be read
    """
    if not file.is_file():
        raise errands.CommandRefused(f"There is no file {file}.")
    keys = keyring.load(home())
    with available(home(), keys):
        if into is not None:
            _make(into)
        owner = address.resolve(home(), keys, role="owner", name=into)
        with psycopg.connect(**owner.parameters(), autocommit=True) as connection:
            _demand_empty(connection)
            bootstrap.close_schema(connection)
            try:
                _read(file, owner)
            finally:
                bootstrap.open_schema(connection)
        # A dump may be older than this version; and the log's order starts anew.
        schema.bring_up_to_date({"HEADRACE_DATABASE_NAME": owner.name}, restored=True)
    errands.console.print(f"Restored into the database {owner.name}.", markup=False)
    if into is not None:
        errands.console.print(f"HEADRACE_DATABASE_NAME={into} ./run up uses it.", markup=False)


def _make(name: str) -> None:
    if address.external():
        # Only the administrator of that server makes databases; an empty one serves us.
        return
    try:
        bootstrap.make_database(home(), keyring.load(home()), name=name)
    except psycopg.errors.DuplicateDatabase:
        raise errands.CommandRefused(f"The database {name} exists; choose a new name.") from None


def _demand_empty(connection: psycopg.Connection) -> None:
    row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    (tables,) = row.fetchone() or (0,)
    if tables:
        raise errands.CommandRefused(
            f"The database {connection.info.dbname} holds {tables} tables, and restoring would mix"
            " two centres. Name a new database: restore FILE --into NAME."
        )


def _read(file: Path, owner: Address) -> None:
    listing = _client(owner, "pg_restore", "--list", str(file), stdout=subprocess.PIPE)
    if listing.returncode:
        raise errands.CommandRefused(f"{file} is no backup:\n{listing.stderr.decode()}")
    wanted = [
        line
        for line in listing.stdout.decode().splitlines()
        if not any(each in line for each in (*_ALREADY_THERE, *_RIGHTS_THERE))
    ]
    with tempfile.NamedTemporaryFile("w", prefix="headrace-restore-") as selection:
        selection.write("\n".join(wanted))
        selection.flush()
        outcome = _client(
            owner,
            "pg_restore",
            *("--exit-on-error", "--single-transaction", "--no-owner"),
            *(f"--use-list={selection.name}", f"--dbname={owner.name}", str(file)),
        )
    if outcome.returncode:
        raise errands.CommandRefused(f"The restore failed:\n{outcome.stderr.decode()}")


def _client(
    owner: Address, program: str, *arguments: str, stdout: int | IO[bytes] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [str(binaries.client() / program), *arguments],
        env={**os.environ, **owner.environment()},
        stdout=stdout,
        stderr=subprocess.PIPE,
    )
