"""A database for the length of a block, whoever runs it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from headrace.config.database import address, bootstrap, server
from headrace.config.keyring import Keyring


@contextmanager
def available(home: Path, keyring: Keyring) -> Iterator[None]:
    """
    Have the database that DATABASE_URL names, else the embedded one, started here if need be.

    :raises bootstrap.NotPrepared: the given server lacks something; the message says what
    :raises headrace.config.database.cluster.ClusterFailed: the embedded one refused to start
    """
    if address.external():
        check_given(home, keyring)
        yield
        return
    with server.running(home, keyring):
        yield


def check_given(home: Path, keyring: Keyring) -> None:
    """
    Check the server that DATABASE_URL names, as its owner.

    :raises bootstrap.NotPrepared: it lacks something; the message says what
    :raises address.AddressRefused: DATABASE_OWNER_URL is missing
    """
    bootstrap.prepare_given(
        address.resolve(home, keyring, role="owner"),
        address.resolve(home, keyring, role="application"),
    )
