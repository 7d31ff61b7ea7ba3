"""
Delivery of journal entries to the packages that react to them.

A reaction that fails is undone alone and tried once more by itself; if it fails again the entry is
parked with its error, seen by the operator and delivered again on demand. The others go on.
"""

import logging
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import groupby

from django.db import connection
from django.db.utils import OperationalError

from headrace.kit import log
from headrace.kit.journal import TOPIC, Entry, entry_of
from headrace.kit.models import ParkedEntry
from headrace.kit.transactions import open_transaction, savepoint

Reaction = Callable[[Entry], None]

_reactions: dict[str, dict[str, list[Reaction]]] = defaultdict(lambda: defaultdict(list))
_log = logging.getLogger(__name__)
_PATIENCE_SECONDS = 20.0


def on(*kinds: str) -> Callable[[Reaction], Reaction]:
    """
    Ask for entries of these kinds; used in a package's `tasks.py`.

    The reaction runs inside a transaction together with its cursor: call steps, not verbs.
    """

    def ask(reaction: Reaction) -> Reaction:
        group = reaction.__module__.split(".")[1]
        for kind in kinds:
            _reactions[group][kind].append(reaction)
        return reaction

    return ask


def deliver_all() -> int:
    """
    Deliver until no entry waits for any group; return how many were taken.

    Entries of transactions that still run elsewhere are waited for, at most 20 seconds.

    :raises RuntimeError: called inside a transaction
    """
    if connection.in_atomic_block:
        raise RuntimeError("delivery opens its own transactions")
    taken, patience = 0, time.monotonic() + _PATIENCE_SECONDS
    while True:
        new = sum(_deliver(group) for group in sorted(_reactions))
        taken += new
        if not new and (not _waiting() or time.monotonic() > patience):
            return taken
        if not new:
            time.sleep(0.005)


def deliver_once() -> int:
    """Deliver what can be read now, once round; return how many entries were taken."""
    return sum(_deliver(group) for group in sorted(_reactions))


def groups() -> tuple[str, ...]:
    """Return the names of the packages that react to entries."""
    return tuple(sorted(_reactions))


def _waiting() -> bool:
    return any(log.unread(group, TOPIC) for group in _reactions)


def _deliver(group: str) -> int:
    with open_transaction():
        if not _claim(group):
            return 0
        stored = log.read_group(group, TOPIC)
        for partition, entries in groupby(stored, key=lambda each: each.partition):
            _take(group, partition, list(entries))
    return len(stored)


def _claim(group: str) -> bool:
    """One deliverer at a time for a group; the lock goes with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtext(%s))", [f"delivery:{group}"])
        return bool(cursor.fetchone()[0])


def _take(group: str, partition: int, entries: list[log.Stored]) -> None:
    for each in entries:
        reactions = _reactions[group].get(each.kind, [])
        if reactions:
            _react(group, reactions, entry_of(each))
    log.commit(group, TOPIC, partition, entries[-1].cursor)


def _react(group: str, reactions: Iterable[Reaction], entry: Entry) -> None:
    try:
        with savepoint():
            for reaction in reactions:
                reaction(entry)
    except OperationalError:
        raise  # the database itself failed: nothing is parked, everything is tried again
    except Exception:
        _log.exception("%s could not take %s %s", group, entry.kind, entry.id)
        _park(group, entry)


def _park(group: str, entry: Entry) -> None:
    ParkedEntry.objects.update_or_create(
        group_name=group,
        entry_id=entry.id,
        defaults={
            "kind": entry.kind,
            "error": traceback.format_exc()[-4000:],
            "parked_at": datetime.now(UTC),
        },
    )


def parked() -> tuple[ParkedEntry, ...]:
    """Return the entries that some package could not take, for the operator's page."""
    return tuple(ParkedEntry.objects.order_by("parked_at"))
