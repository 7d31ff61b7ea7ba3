"""The log: entries by month, cursors, seals. Undo: drops them with what they hold."""

from django.db import migrations

from headrace.kit.stream import append_only, monthly_table, plain_table

FUNCTIONS = """
create function kit_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% keeps every row: a mistake is put right by a new row', tg_table_name
        using errcode = 'restrict_violation';
end $$;

-- Runs as the owner, because the application's role may not create tables. Attaching a table takes
-- a lighter lock than creating it as a partition.
create function kit_ensure_month(parent text, month text, lower_bound uuid, upper_bound uuid)
returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare child text := parent || '_' || month;
begin
    if not exists (select from kit_stream_table where name = parent) or month !~ '^\\d{4}_\\d\\d$'
    then
        raise exception '% is not a stream table', parent;
    end if;
    if to_regclass(child) is not null then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtext('kit_ensure_month'));
    -- Asked of the catalogue itself: to_regclass may answer from a cache that waiting for an
    -- advisory lock does not refresh.
    if exists (select from pg_class where relname = child
               and relnamespace = 'public'::regnamespace) then
        return;
    end if;
    execute format('create table %I (like %I including defaults including constraints)',
        child, parent);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)',
        parent, child, lower_bound, upper_bound);
    if exists (select from pg_roles where rolname = 'headrace_app') then
        execute format('revoke all on %I from headrace_app', child);
    end if;
end $$;
"""

FIRST_EPOCH = """
insert into kit_log_epoch (number, system_identifier, opened_at)
select 1, system_identifier::text, now() from pg_control_system();
"""


class Migration(migrations.Migration):
    """Stream tables are made by SQL: Django cannot partition."""

    dependencies = [("kit", "0001_initial")]
    operations = [
        migrations.RunSQL(
            FUNCTIONS,
            "drop function kit_ensure_month; drop function kit_refuse_change cascade;",
        ),
        migrations.RunSQL(FIRST_EPOCH, migrations.RunSQL.noop),
        monthly_table(
            "kit_log_entry",
            "partition_no smallint not null check (partition_no between 0 and 63),"
            "id uuid not null,"
            "topic text not null,"
            "epoch integer not null,"
            "xid xid8 not null default pg_current_xact_id(),"
            "key uuid not null,"
            "kind text not null,"
            "payload jsonb not null,"
            "recorded_at timestamptz not null default clock_timestamp()",
            "partition_no, id",
        ),
        migrations.RunSQL(
            "create index kit_log_entry_order on kit_log_entry"
            " (topic, partition_no, epoch, xid, id);"
            "create index kit_log_entry_key on kit_log_entry (key, id);"
            "create index kit_log_entry_kind on kit_log_entry (kind, id);",
            migrations.RunSQL.noop,
        ),
        append_only("kit_log_entry"),
        plain_table(
            "kit_log_cursor",
            "partition_no smallint not null, group_name text not null, topic text not null,"
            "epoch integer not null, xid xid8 not null, entry_id uuid not null",
            "partition_no, group_name, topic",
        ),
        plain_table(
            "kit_log_seal",
            "partition_no smallint not null, topic text not null, number bigint not null,"
            "entry_ids jsonb not null, leaves bytea not null, root bytea not null,"
            "previous bytea not null, seal bytea not null, algorithm text not null,"
            "sealed_at timestamptz not null",
            "partition_no, topic, number",
        ),
        append_only("kit_log_seal"),
    ]
