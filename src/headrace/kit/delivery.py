"""
Delivery of journal entries to the packages that react to them.

Each entry that somebody reacts to has a transaction of its own, together with the cursor: what a
reaction locks, a book of custody above all, is free again before the next one begins. A delivery
that loses a deadlock is tried again.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from uuid import UUID

from django.db import connection

from headrace.kit import journal, log, tickets
from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.kit.journal import TOPIC, entry_of
from headrace.kit.models import LogEntry, ParkedEntry
from headrace.kit.reactions import concerns, groups, on, react
from headrace.kit.retrying import in_own_transaction
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction

__all__ = ["deliver_again", "deliver_all", "deliver_once", "groups", "on", "parked"]

_PATIENCE_SECONDS = 20.0


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
        new = deliver_once()
        taken += new
        if not new and (not _waiting() or time.monotonic() > patience):
            return taken
        if not new:
            time.sleep(0.005)


def deliver_once() -> int:
    """Deliver what can be read now, once round; return how many entries were taken."""
    return sum(_deliver(group) for group in groups())


@transaction
def deliver_again(*, by: Actor, group: str, entry_id: UUID, at: datetime) -> bool:
    """
    Deliver a parked entry once more to the package that could not take it.

    Return whether it was taken; if not, it stays parked with its new error. It needs no key: an
    entry that was taken is no longer parked, so a second call finds nothing.
    :raises NotFound: no such entry is parked for that package
    """
    waiting = ParkedEntry.objects.filter(group_name=group, entry_id=entry_id)
    if not waiting.select_for_update().exists():
        raise NotFound
    entry = entry_of(_stored(entry_id))
    waiting.delete()
    taken = react(group, entry)
    journal.record(
        "kit.entry.delivered_again",
        subject=Subject("entry", entry_id),
        about=entry.about,
        by=by,
        at=at,
        facts={"group": group, "taken": taken},
    )
    return taken


def parked() -> tuple[ParkedEntry, ...]:
    """Return the entries that some package could not take, for the operator's page."""
    return tuple(ParkedEntry.objects.order_by("parked_at"))


def _waiting() -> bool:
    return any(log.unread(group, TOPIC) for group in groups())


def _deliver(group: str) -> int:
    """Deliver a batch; leave the rest of it to whoever delivers for the same group meanwhile."""
    taken = 0
    unconcerned: list[Sequence[log.Stored]] = []
    for stretch in _stretches(group, log.read_group(group, TOPIC)):
        if not concerns(group, stretch[-1].kind):
            unconcerned.append(stretch)
        elif _taken(group, [stretch]):
            taken += len(stretch)
        else:
            return taken
    if unconcerned and _taken(group, unconcerned):
        taken += sum(map(len, unconcerned))
    return taken


def _stretches(group: str, stored: Iterable[log.Stored]) -> Iterator[list[log.Stored]]:
    """Cut each partition behind every entry that somebody reacts to."""
    for _partition, entries in groupby(stored, key=lambda each: each.partition):
        stretch: list[log.Stored] = []
        for each in entries:
            stretch.append(each)
            if concerns(group, each.kind):
                yield stretch
                stretch = []
        if stretch:
            yield stretch


def _taken(group: str, stretches: Sequence[Sequence[log.Stored]]) -> bool:
    return in_own_transaction(partial(_take, group, stretches))


def _take(group: str, stretches: Sequence[Sequence[log.Stored]]) -> bool:
    """React to the last entry of each stretch and move the cursors, unless somebody else did."""
    if not _claim(group):
        return False
    for stretch in stretches:
        first, last = stretch[0], stretch[-1]
        # The batch was read before the claim: another deliverer may have come further since.
        if log.cursor_of(group, TOPIC, first.partition) >= first.cursor:
            return False
        if concerns(group, last.kind):
            entry = entry_of(last)
            react(group, entry)
            # A reaction may show on an open page without an entry of its own.
            log.hint("reacted", [tickets.about(group, each) for each in (entry.about, last.id)])
        log.commit(group, TOPIC, last.partition, last.cursor)
    return True


def _claim(group: str) -> bool:
    """One deliverer at a time for a group; the lock goes with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtext(%s))", [f"delivery:{group}"])
        return bool(cursor.fetchone()[0])


def _stored(entry_id: UUID) -> log.Stored:
    """Return an entry whose partition is not known: every one is asked by its index."""
    place = LogEntry.objects.filter(
        partition_no__in=range(log.PARTITIONS), id=entry_id, topic=TOPIC
    ).values_list("partition_no", flat=True)
    (stored,) = log.by_ids(TOPIC, place.get(), [entry_id])
    return stored
