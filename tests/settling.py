"""
Wait until what was committed can be read by cursor.

Readers of the log see only transactions older than every one still running on the server. Another
worker's test may be such a one; the journal's own readers simply come back later.
"""

import time

from django.db import connection

_PATIENCE_SECONDS = 20.0


def settle() -> None:
    """Return when every transaction that began before this call has ended."""
    mark = _number("select pg_current_xact_id()::text::bigint")
    patience = time.monotonic() + _PATIENCE_SECONDS
    while _number("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint") <= mark:
        assert time.monotonic() < patience, "a transaction elsewhere does not end"
        time.sleep(0.01)


def _number(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])
