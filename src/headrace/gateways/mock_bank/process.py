"""
The process of the pretend bank: `python -m headrace.gateways.mock_bank.process`.

It keeps its own SQLite file, listens on a free port of the loopback and ends with its parent.
Arguments: folder, bank time to start at (YYYY-MM-DDTHH:MM), the parent's process id.
"""

import os
import signal
import sys
import threading
import time
from pathlib import Path
from types import FrameType

from mockbank.server import Config, make_server

ADDRESS = "address"
OUTBOX = "outbox"
_WATCH_SECONDS = 0.5


def main(folder: Path, clock: str, parent: int) -> None:
    """Serve until the parent is gone or a signal ends it."""
    server = make_server(
        Config(
            port=0,
            db_path=str(folder / "bank.sqlite"),
            quiet=True,
            timezone="Asia/Shanghai",
            # The town hands in payments at any hour and expects them on the same day.
            cutoff="23:59",
            clock=clock,
            pickup_dir=str(folder / OUTBOX),
        )
    )
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    signal.signal(signal.SIGTERM, _leave)
    _publish(folder, f"http://127.0.0.1:{server.server_address[1]}")
    try:
        server.serve_forever()
    finally:
        server.server_close()


def _publish(folder: Path, address: str) -> None:
    draft = folder / f".{ADDRESS}.{os.getpid()}"
    draft.write_text(address)
    draft.replace(folder / ADDRESS)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
