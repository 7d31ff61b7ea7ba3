"""
Who reacts to which journal entries, and what becomes of a reaction that fails.

It is undone alone, and the entry is parked with its error, for a person to see and to deliver
again. The others go on.
"""

import logging
import traceback
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

from django.db.utils import OperationalError

from headrace.kit.journal import Entry
from headrace.kit.models import ParkedEntry
from headrace.kit.transactions import needs_transaction, savepoint

Reaction = Callable[[Entry], None]

_by_group: dict[str, dict[str, list[Reaction]]] = defaultdict(lambda: defaultdict(list))
_log = logging.getLogger(__name__)
_KEPT_CHARACTERS = 4000


def on(*kinds: str) -> Callable[[Reaction], Reaction]:
    """
    Ask for entries of these kinds; used in a package's `tasks.py`.

    The reaction runs inside a transaction together with its cursor: call steps, not verbs.
    """

    def ask(reaction: Reaction) -> Reaction:
        group = reaction.__module__.split(".")[1]
        for kind in kinds:
            _by_group[group][kind].append(reaction)
        return reaction

    return ask


def groups() -> tuple[str, ...]:
    """Return the names of the packages that react to entries."""
    return tuple(sorted(_by_group))


def concerns(group: str, kind: str) -> bool:
    """Say whether a package reacts to entries of a kind."""
    return bool(_by_group[group].get(kind))


@needs_transaction
def react(group: str, entry: Entry) -> bool:
    """
    Let a package react to an entry; if it cannot, park the entry and return False.

    :raises OperationalError: the database itself failed: nothing is parked, all is tried again
    """
    try:
        with savepoint():
            for reaction in _by_group[group].get(entry.kind, ()):
                reaction(entry)
    except OperationalError:
        raise
    except Exception:
        _log.exception("%s could not take %s %s", group, entry.kind, entry.id)
        _park(group, entry)
        return False
    return True


def _park(group: str, entry: Entry) -> None:
    ParkedEntry.objects.update_or_create(
        group_name=group,
        entry_id=entry.id,
        defaults={
            "kind": entry.kind,
            "error": traceback.format_exc()[-_KEPT_CHARACTERS:],
            "parked_at": datetime.now(UTC),
        },
    )
