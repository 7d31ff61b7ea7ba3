"""
What the operator does about entries that a package could not take: see them, deliver them again.

Their rows have a key of two columns, which no form of the back office can show; the page stands in
`config`, the verb here.
"""

from datetime import datetime
from uuid import UUID

from headrace.kit import delivery, journal, log
from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.kit.models import LogEntry, ParkedEntry
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction


@transaction
def deliver_again(*, by: Actor, group: str, entry_id: UUID, at: datetime) -> bool:
    """
    Deliver a parked entry once more to the package that could not take it.

    Return whether it was taken; if not, it stays parked with its new error. It needs no key: an
    entry that was taken is no longer parked, so a second call finds nothing.
    :raises NotFound: no such entry is parked for that package
    """
    parked = ParkedEntry.objects.filter(group_name=group, entry_id=entry_id)
    if not parked.select_for_update().exists():
        raise NotFound
    stored = _stored(entry_id)
    entry = journal.entry_of(stored)
    parked.delete()
    delivery._react(group, delivery._reactions[group].get(stored.kind, ()), entry)
    taken = not parked.exists()
    journal.record(
        "kit.entry.delivered_again",
        subject=Subject("entry", entry_id),
        about=entry.about,
        by=by,
        at=at,
        facts={"group": group, "taken": taken},
    )
    return taken


def _stored(entry_id: UUID) -> log.Stored:
    """Return an entry whose partition is not known: every one is asked by its index."""
    place = LogEntry.objects.filter(
        partition_no__in=range(log.PARTITIONS), id=entry_id, topic=journal.TOPIC
    ).values_list("partition_no", flat=True)
    (stored,) = log.by_ids(journal.TOPIC, place.get(), [entry_id])
    return stored
