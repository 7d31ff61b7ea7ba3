"""Which database a process speaks to, and in whose name."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from headrace.config.database import sockets
from headrace.config.keyring import Keyring

OWNER = "headrace_owner"
APPLICATION = "headrace_app"
SUPERUSER = "postgres"
DATABASE = "headrace"
# The socket's folder is ours alone, so the number only names the socket file.
PORT = 5432

Role = Literal["application", "owner", "superuser"]
_USERS: dict[Role, str] = {
    "application": APPLICATION,
    "owner": OWNER,
    "superuser": SUPERUSER,
}


class AddressRefused(ValueError):
    """A database URL that is not PostgreSQL's, or is missing for the role asked for."""


@dataclass(frozen=True, slots=True)
class Address:
    """A place to connect to; `host` is a folder when the server listens on a socket."""

    host: str
    port: int
    name: str
    user: str
    password: str
    options: tuple[tuple[str, str], ...] = ()

    def parameters(self) -> dict[str, Any]:
        """Return keyword arguments for `psycopg.connect`."""
        return {
            "host": self.host,
            "port": self.port,
            "dbname": self.name,
            "user": self.user,
            "password": self.password,
            **dict(self.options),
        }

    def environment(self) -> dict[str, str]:
        """Return the variables that PostgreSQL's own programs read."""
        return {
            "PGHOST": self.host,
            "PGPORT": str(self.port),
            "PGDATABASE": self.name,
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
        }

    def django(self) -> dict[str, Any]:
        """Return the entry of Django's DATABASES."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self.host,
            "PORT": str(self.port),
            "NAME": self.name,
            "USER": self.user,
            "PASSWORD": self.password,
            "OPTIONS": dict(self.options),
        }


def external() -> bool:
    """Tell whether somebody else runs the database: `DATABASE_URL` is set."""
    return bool(os.environ.get("DATABASE_URL"))


def resolve(home: Path, keyring: Keyring, *, role: Role, name: str | None = None) -> Address:
    """
    Return the address for `role`: from the environment's URL, else the embedded server's.

    :param name: another database than the usual one on the same server
    :raises AddressRefused: a URL is malformed, or the owner's or superuser's is not given
    """
    wanted = name or os.environ.get("HEADRACE_DATABASE_NAME")
    if external():
        return _given(role, wanted)
    passwords: dict[Role, str] = {
        "application": keyring.database_application,
        "owner": keyring.database_owner,
        "superuser": keyring.database_superuser,
    }
    return Address(
        host=str(sockets.folder_for(home)),
        port=PORT,
        name=wanted or DATABASE,
        user=_USERS[role],
        password=passwords[role],
    )


def parse(url: str) -> Address:
    """
    Read `postgresql://user:password@host:port/name?option=value`; the host may be a socket folder.

    :raises AddressRefused: another scheme, or no database named
    """
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name:
        raise AddressRefused("a database URL reads postgresql://user:password@host:port/name")
    options = dict(parse_qsl(parts.query))
    return Address(
        host=options.pop("host", "") or unquote(parts.hostname or "") or "127.0.0.1",
        port=parts.port or PORT,
        name=name,
        user=unquote(parts.username or APPLICATION),
        password=unquote(parts.password or ""),
        options=tuple(sorted(options.items())),
    )


def _given(role: Role, name: str | None) -> Address:
    variable = {
        "application": "DATABASE_URL",
        "owner": "DATABASE_OWNER_URL",
        "superuser": "DATABASE_SUPERUSER_URL",
    }[role]
    url = os.environ.get(variable)
    if not url:
        raise AddressRefused(f"{variable} is not set, and DATABASE_URL is: name both or neither")
    address = parse(url)
    return address if name is None else _renamed(address, name)


def _renamed(address: Address, name: str) -> Address:
    return Address(
        host=address.host,
        port=address.port,
        name=name,
        user=address.user,
        password=address.password,
        options=address.options,
    )
