"""
Epochs of the log: stretches of its life in which transaction numbers mean one thing.

They start anew after a restore and on another server; the log's cursors therefore begin with the
number of the epoch (`log`).
"""

from datetime import UTC, datetime

from django.db import connection


def open_epoch(at: datetime | None = None) -> int:
    """Open a new epoch, as after a restore or a move to another server; return its number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into kit_log_epoch (number, system_identifier, opened_at)"
            " select coalesce(max(number), 0) + 1,"
            " (select system_identifier::text from pg_control_system()), %s from kit_log_epoch"
            " returning number",
            [at or datetime.now(UTC)],
        )
        return int(cursor.fetchone()[0])


def epoch_is_of_this_server() -> bool:
    """Say whether the newest epoch was opened on the server that now runs."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select system_identifier = (select system_identifier::text from pg_control_system())"
            " from kit_log_epoch order by number desc limit 1"
        )
        row = cursor.fetchone()
    return bool(row and row[0])
