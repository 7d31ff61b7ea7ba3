"""
Fill a centre whose tables are up to date: `python -m headrace.config.filling`.

Static files are collected and rule packs loaded each time, both without effect when nothing is new;
the demo town is made only in an empty centre, and only when asked for. Its people's log-ins are
left in `demo-logins.json` for whoever starts the centre.
"""

import json
import os
from datetime import datetime, time

from django.conf import settings
from rich.console import Console

LOGINS = "demo-logins.json"
HALF_BUILT = "town-half-built"


def fill(console: Console) -> None:
    """Collect, load, and seed; say what was done. Django is set up."""
    from headrace.rulebook import services as rulebook

    collect()
    new = rulebook.load_packs(at=packs_come_in_at())
    console.print(f"  rule packs: {', '.join(new) or 'as before'}", markup=False)
    if settings.DEMO:
        _seed(console)


def collect() -> None:
    """
    Collect style and script, each also under a name that is made of its content.

    The pages' processes, which start afterwards, find the list of names and use them; a browser
    may keep such a file for ever.
    """
    from django.contrib.staticfiles.management.commands.collectstatic import Command
    from django.core.management import call_command
    from whitenoise.storage import (  # type: ignore[import-untyped]
        CompressedManifestStaticFilesStorage,
    )

    command = Command()
    # Whatever this process itself serves from: before the first collection there is no list yet.
    command.storage = CompressedManifestStaticFilesStorage()
    call_command(command, interactive=False, verbosity=0)


def packs_come_in_at() -> datetime:
    """
    Return the instant at which rule packs come into the rulebook: now, by the centre's clock.

    The demo town has no clock of its own before it opens, in its own past; its first packs come in
    on that morning, so that nothing in its journal is older than what stands above it.
    """
    from headrace.kit import clock
    from headrace.simulation.plan import first_day

    if settings.DEMO and not clock.is_driven():
        return datetime.combine(first_day(), time(9), clock.CIVIL_ZONE)
    return clock.now()


def _seed(console: Console) -> None:
    """Build the demo town once; a mark on the way says that it is only half built."""
    from headrace.config.office import staff
    from headrace.kit import clock
    from headrace.parties import queries as parties
    from headrace.simulation import desks, handles, plan, seeding
    from headrace.simulation.founding import SETUP

    home = settings.HEADRACE_HOME
    if not handles.is_founded():
        (home / HALF_BUILT).touch()
        seeding.seed(
            home,
            desks.password(home),
            plan.load().opens_at,
            lambda words: console.print(f"  {words}", markup=False),
        )
        staff.take_on(by=SETUP, person_id=parties.person_of_login("operator"), at=clock.now())
        (home / HALF_BUILT).unlink()
    listed = [[each.login, each.where, each.what] for each in desks.everybody()]
    rows = [*listed, ["password of all", desks.password(home), ""]]
    (home / LOGINS).write_text(json.dumps(rows, ensure_ascii=False))


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headrace.config.settings")
    django.setup()
    fill(Console(highlight=False))
