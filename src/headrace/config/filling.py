"""
Fill a centre whose tables are up to date: `python -m headrace.config.filling`.

Static files are collected and rule packs loaded each time, both without effect when nothing is new;
the demo town is made only in an empty centre, and only when asked for. Its people's log-ins are
left in `demo-logins.json` for whoever starts the centre.
"""

import importlib
import importlib.util
import json
import os
from typing import Any

from rich.console import Console

LOGINS = "demo-logins.json"


def fill(console: Console) -> None:
    """Collect, load, and seed; say what was done. Django is set up."""
    from django.conf import settings
    from django.core.management import call_command

    from headrace.kit import clock

    call_command("collectstatic", interactive=False, verbosity=0)
    packs = _door("headrace.rulebook.services", "load_packs")
    if packs is not None:
        new = packs(at=clock.now())
        console.print(f"  rule packs: {', '.join(new) or 'as before'}", markup=False)
    if settings.DEMO:
        _seed(console)


def _seed(console: Console) -> None:
    from django.conf import settings

    seed = _door("headrace.simulation.town", "seed")
    if seed is not None:
        seed(lambda words: console.print(f"  {words}", markup=False))
    logins = _door("headrace.simulation.town", "logins")
    if logins is not None:
        listed = [list(map(str, each)) for each in logins()]
        (settings.HEADRACE_HOME / LOGINS).write_text(json.dumps(listed, ensure_ascii=False))


def _door(module: str, name: str) -> Any:
    """Return a verb of a floor that may not be built yet, or None."""
    from django.apps import apps

    built = apps.is_installed(module.rpartition(".")[0])
    if not built or importlib.util.find_spec(module) is None:
        return None
    return getattr(importlib.import_module(module), name, None)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headrace.config.settings")
    django.setup()
    fill(Console(highlight=False))
