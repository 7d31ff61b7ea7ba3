"""Serve the database in the folder given until told otherwise, or until killed."""

import sys
from pathlib import Path

from headrace.config import keyring
from headrace.config.database import server

home = Path(sys.argv[1])
try:
    running = server.start(home, keyring.load(home))
except server.AlreadyServed as refusal:
    print(f"refused: {refusal}", flush=True)
else:
    print(f"serving {running.process.pid}", flush=True)
    sys.stdin.readline()
    running.stop()
    print("stopped", flush=True)
