"""
Bring the tables up to date, in the owner's name: `python -m headrace.config.schema`.

A process of its own, because the application's processes never hold the owner's password.
"""

import os
import subprocess
import sys
from collections.abc import Mapping

_AS_OWNER = {"HEADRACE_AS_OWNER": "1", "DJANGO_SETTINGS_MODULE": "headrace.config.settings"}
_RESTORED = "--restored"


class MigrationFailed(RuntimeError):
    """The tables could not be brought up to date; the message is what Django said."""


def bring_up_to_date(
    environment: Mapping[str, str] | None = None, *, restored: bool = False
) -> str:
    """
    Migrate in a child process and return what it said.

    :param environment: variables besides our own, such as another HEADRACE_HOME
    :param restored: the rows come from a dump: the log must open a new epoch
    :raises MigrationFailed: a migration was refused
    """
    outcome = subprocess.run(
        [sys.executable, "-m", "headrace.config.schema", *([_RESTORED] if restored else [])],
        env={**os.environ, **(environment or {}), **_AS_OWNER},
        capture_output=True,
        text=True,
    )
    if outcome.returncode != 0:
        raise MigrationFailed((outcome.stdout + outcome.stderr).strip())
    return outcome.stdout


def _migrate(*, restored: bool) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=1)
    call_command("createcachetable", verbosity=0)
    _open_epoch(restored=restored)


def _open_epoch(*, restored: bool) -> None:
    from headrace.kit import epochs

    # Transaction numbers start anew after a restore and on another server.
    if restored or not epochs.epoch_is_of_this_server():
        epochs.open_epoch()


if __name__ == "__main__":
    os.environ.update(_AS_OWNER)
    _migrate(restored=_RESTORED in sys.argv)
