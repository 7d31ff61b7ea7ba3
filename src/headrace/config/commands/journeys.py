"""`journey`: one financing told step by step, in a centre of its own."""

import importlib.util
from collections.abc import Sequence

from headrace.config import errands, keyring, schema
from headrace.config.database.availability import available
from headrace.config.home import home

_NARRATION = "headrace.simulation.journey"


def run(arguments: Sequence[str]) -> int:
    """Walk and tell the journey; return its exit code."""
    if importlib.util.find_spec("headrace.simulation") is None:
        raise errands.CommandRefused("The simulation is not part of this installation.")
    with available(home(), keyring.load(home())):
        schema.bring_up_to_date()
        return errands.run(errands.module(_NARRATION, *arguments), {"HEADRACE_DEMO": "1"})
