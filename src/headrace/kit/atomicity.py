"""Whether a transaction is open on the product's one database."""

from django.db import connection


class NoTransaction(RuntimeError):
    """A step that must be part of a verb was called outside one: a fault of the caller."""


def demand_open_transaction(step: str) -> None:
    """
    Let pass only inside an open transaction.

    :raises NoTransaction: none is open
    """
    if not connection.in_atomic_block:
        raise NoTransaction(f"{step} must run inside a transaction")
