"""Which firms live in the demo town of this centre: invented ones, or those of a folder of data."""

import os
from pathlib import Path

from headrace.config import errands, keyring
from headrace.config.errands import CommandRefused
from headrace.config.filling import LOGINS
from headrace.config.home import home, prepared
from headrace.simulation.plan import DATA_FOLDER

_CHOSEN = "town-data.txt"


def fit(folder: Path) -> None:
    """
    Fit the scorecard on the rated firms of a folder; it decides in this centre from now on.

    :raises CommandRefused: it could not be fitted; the reason is above
    """
    prepared(home())
    keyring.load(home())
    if errands.run(errands.module("headrace.config.fitting", str(folder.absolute()))):
        raise CommandRefused("No scorecard was fitted; the reason is above.")


def choose(folder: Path | None) -> None:
    """
    Let the real firms of a folder live in the town; None keeps what was chosen at its founding.

    :raises CommandRefused: a town of invented firms stands here already, or the folder is missing
    """
    chosen = home() / _CHOSEN
    if folder is None:
        if chosen.exists():
            os.environ[DATA_FOLDER] = chosen.read_text()
        return
    if not folder.is_dir():
        raise CommandRefused(f"{folder} is no folder.")
    if (home() / LOGINS).exists() and not chosen.exists():
        raise CommandRefused(
            "A town of invented firms stands here; set HEADRACE_HOME to another folder."
        )
    prepared(home())
    chosen.write_text(str(folder.absolute()))
    os.environ[DATA_FOLDER] = str(folder.absolute())
