"""A throw-away centre for a proof: its own database, migrated, with Django set up."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def centre() -> Iterator[Path]:
    """Have a centre for the length of a block; it is durable like a real one, then removed."""
    folder = Path(tempfile.mkdtemp(prefix="headrace-proof-"))
    folder.chmod(0o711)
    os.environ.update(HEADRACE_HOME=str(folder), DATABASE_URL="")
    os.environ["DJANGO_SETTINGS_MODULE"] = "headrace.config.settings"
    import django

    from headrace.config import keyring, schema
    from headrace.config.database import server

    served = server.start(folder, keyring.load(folder))
    try:
        schema.bring_up_to_date()
        django.setup()
        yield folder
    finally:
        from django.db import connections

        connections.close_all()
        served.stop()
        shutil.rmtree(folder)
