"""
Stream tables: those that grow without bound (docs/adr/0005).

They are created by SQL in a migration, partitioned by the month of their v7 id, written and read
by set-based SQL, and obey the rules that let a later installation distribute them.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import partial
from typing import ClassVar

from django.db import connection, models
from django.db.migrations.operations import RunSQL
from django.db.transaction import on_commit

from headrace.kit.ids import first_id_at

APPLICATION_ROLE = "headrace_app"


class StreamModel(models.Model):
    """A row of a stream table; `placement` names its distribution column, first in every key."""

    placement: ClassVar[str] = ""

    class Meta:
        abstract = True


def month_of(at: date) -> date:
    """Return the first day of a day's month."""
    return date(at.year, at.month, 1)


def ensure_months(table: str, months: Iterable[date]) -> None:
    """
    Make sure that the partitions of these months exist; already known ones cost nothing.

    The application's role may not create tables; a function of the owner does it, for registered
    stream tables only.
    """
    wanted = {(_database(), table, month_of(each)) for each in months}
    for place in sorted(wanted - _seen):
        _ensure(table, place[2])
        # Only after the commit: a partition that was rolled back must not be remembered.
        on_commit(partial(_seen.add, place))


_seen: set[tuple[str, str, date]] = set()


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def _ensure(table: str, month: date) -> None:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "select kit_ensure_month(%s, %s, %s, %s)",
            [table, f"{month:%Y_%m}", _bound(month), _bound(following)],
        )


def _bound(month: date) -> str:
    return str(first_id_at(datetime(month.year, month.month, 1, tzinfo=UTC)))


def monthly_table(name: str, columns: str, primary_key: str) -> RunSQL:
    """
    Return the migration step that creates a stream table partitioned by the month of its `id`.

    :param columns: column definitions in SQL, `id uuid not null` among them
    :param primary_key: comma-separated; the distribution column first, `id` within
    """
    return RunSQL(
        f"create table {name} ({columns}, primary key ({primary_key})) partition by range (id);"
        f"insert into kit_stream_table (name) values ('{name}');",
        f"drop table {name}; delete from kit_stream_table where name = '{name}';",
    )


def plain_table(name: str, columns: str, primary_key: str) -> RunSQL:
    """Return the migration step that creates a stream table that needs no months."""
    return RunSQL(
        f"create table {name} ({columns}, primary key ({primary_key}));", f"drop table {name};"
    )


def append_only(name: str) -> RunSQL:
    """
    Return the migration step that takes update, delete and truncate away from everybody.

    The right is revoked from the application's role, and a trigger refuses it to the owner too.
    """
    return RunSQL(
        f"do $$ begin if exists (select from pg_roles where rolname = '{APPLICATION_ROLE}') then"
        f" revoke update, delete, truncate on {name} from {APPLICATION_ROLE};"
        " end if; end $$;"
        f"create trigger {name}_keeps before update or delete on {name}"
        " for each row execute function kit_refuse_change();"
        f"create trigger {name}_keeps_all before truncate on {name}"
        " for each statement execute function kit_refuse_change();",
        f"drop trigger {name}_keeps on {name}; drop trigger {name}_keeps_all on {name};",
    )
