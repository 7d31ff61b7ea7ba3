"""`journey`: firms financed from request to last repayment, in a throw-away centre of its own."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from headrace.config import errands, keyring, schema
from headrace.config.database import server
from headrace.gateways.mock_bank import MockBank
from headrace.simulation.plan import DATA_FOLDER, load

# Nothing of it outlives the command, so nothing need survive a power cut.
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def run(arguments: Sequence[str], *, data: Path | None = None) -> int:
    """
    Take firms through the journey; return its exit code, 0 when every promise held.

    :param data: the folder of the real firms to take; None takes invented ones
    """
    if data is not None:
        os.environ[DATA_FOLDER] = str(data.absolute())
    with _centre() as folder:
        environment = {"HEADRACE_HOME": str(folder), "HEADRACE_DEMO": "1", "DATABASE_URL": ""}
        return errands.run(errands.module("headrace.config.narrating", *arguments), environment)


@contextmanager
def _centre() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="headrace-journey-"))
    folder.chmod(0o711)
    try:
        served = server.start(folder, keyring.load(folder), options=_QUICK)
        try:
            schema.bring_up_to_date({"HEADRACE_HOME": str(folder), "DATABASE_URL": ""})
            bank = MockBank.start(folder / "bank", on=load().opens_at.date())
            try:
                yield folder
            finally:
                bank.stop()
        finally:
            served.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
