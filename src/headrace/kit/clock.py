"""
The one clock. Only the edge (api, portals, tasks, simulation, config) asks it.

A deployment runs on the machine's time. A town of the simulation runs on a driven clock: a row
that every process reads, so that the web, the worker and the command line agree on the day. It
stands while the simulation works and runs at the machine's pace while people visit.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from headrace.kit.models import TownClock

CIVIL_ZONE = ZoneInfo("Asia/Shanghai")
"""Days of contracts and rules are civil days of the deployment."""


def now() -> datetime:
    """Return the present instant, aware, of the town if its clock is driven."""
    town = TownClock.objects.first()
    if town is None:
        return datetime.now(UTC)
    elapsed = datetime.now(UTC) - town.runs_since if town.runs_since else timedelta(0)
    return town.stands_at + elapsed


def drive(to: datetime) -> None:
    """
    Set the town's clock; it then stands there, or runs on from there if it was let run.

    :raises ValueError: `to` has no zone, or lies before the town's instant
    """
    if to.tzinfo is None:
        raise ValueError("the town's clock needs an instant with a zone")
    town = TownClock.objects.first()
    if town is not None and to < now():
        raise ValueError(f"the town's clock stands at {now()}; it cannot go back to {to}")
    running = town is not None and town.runs_since is not None
    TownClock.objects.update_or_create(
        only=True,
        defaults={"stands_at": to, "runs_since": datetime.now(UTC) if running else None},
    )


def let_run() -> None:
    """Let the town's clock run on at the machine's pace, for those who visit it."""
    TownClock.objects.filter(runs_since=None).update(runs_since=datetime.now(UTC))


def running_since() -> datetime | None:
    """Return the machine's instant when the town was last set running; None if it stands."""
    return TownClock.objects.values_list("runs_since", flat=True).first()


def is_driven() -> bool:
    """Say whether this is a town whose clock is driven."""
    return TownClock.objects.exists()


def day_of(at: datetime) -> date:
    """Return the civil day of an instant."""
    return at.astimezone(CIVIL_ZONE).date()
