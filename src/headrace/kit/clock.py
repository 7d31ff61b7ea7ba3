"""
The one clock. Only the edge (api, portals, tasks, simulation, config) asks it.

A deployment runs on the machine's time. A town of the simulation runs on a driven clock: a row
that every process reads, so that the web, the worker and the command line agree on the day.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from headrace.kit.models import TownClock

CIVIL_ZONE = ZoneInfo("Asia/Shanghai")
"""Days of contracts and rules are civil days of the deployment."""


def now() -> datetime:
    """Return the present instant, aware, of the town if its clock is driven."""
    driven = TownClock.objects.values_list("stands_at", flat=True).first()
    return driven if driven is not None else datetime.now(UTC)


def drive(to: datetime) -> None:
    """
    Set the town's clock; it then stands until it is driven on.

    :raises ValueError: `to` has no zone, or lies before the instant the clock stands at
    """
    if to.tzinfo is None:
        raise ValueError("the town's clock needs an instant with a zone")
    clock = TownClock.objects.first()
    if clock is not None and to < clock.stands_at:
        raise ValueError(f"the town's clock stands at {clock.stands_at}; it cannot go back to {to}")
    TownClock.objects.update_or_create(only=True, defaults={"stands_at": to})


def is_driven() -> bool:
    """Say whether this is a town whose clock is driven."""
    return TownClock.objects.exists()


def day_of(at: datetime) -> date:
    """Return the civil day of an instant."""
    return at.astimezone(CIVIL_ZONE).date()
