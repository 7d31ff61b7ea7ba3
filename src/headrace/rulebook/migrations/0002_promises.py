"""Promises that SQL keeps: no two rules for one day, no rewritten rule, no changed decision."""

from django.db import migrations

from headrace.kit.stream import append_only

NO_OVERLAP = """
alter table rulebook_rule add constraint rulebook_rule_one_answer_a_day
    exclude using gist (
        pack_id with =, key with =, scope_key with =, daterange(valid_from, valid_to) with &&
    ) where (state = 'in_force');
"""

# A rule may be decided, ended or withdrawn; what it says never changes.
FROZEN_CONTENT = """
create function rulebook_refuse_rewriting() returns trigger language plpgsql as $$
begin
    if (to_jsonb(new) - array['state', 'valid_to', 'pack_version', 'decided_by', 'decided_at'])
        is distinct from
        (to_jsonb(old) - array['state', 'valid_to', 'pack_version', 'decided_by', 'decided_at'])
    then
        raise exception '% keeps what it says: a change is a new row', tg_table_name
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create trigger rulebook_rule_frozen before update on rulebook_rule
    for each row execute function rulebook_refuse_rewriting();
create trigger rulebook_rule_kept before delete on rulebook_rule
    for each row execute function kit_refuse_change();
create trigger rulebook_series_point_frozen before update on rulebook_series_point
    for each row execute function rulebook_refuse_rewriting();
create trigger rulebook_series_point_kept before delete on rulebook_series_point
    for each row execute function kit_refuse_change();

do $$ begin
    if exists (select from pg_roles where rolname = 'headrace_app') then
        revoke delete, truncate on rulebook_rule, rulebook_series_point from headrace_app;
    end if;
end $$;
"""

THAW = """
drop trigger rulebook_rule_frozen on rulebook_rule;
drop trigger rulebook_rule_kept on rulebook_rule;
drop trigger rulebook_series_point_frozen on rulebook_series_point;
drop trigger rulebook_series_point_kept on rulebook_series_point;
drop function rulebook_refuse_rewriting;
"""


class Migration(migrations.Migration):
    """Undo: drops the constraint and the triggers, no rows."""

    dependencies = [("rulebook", "0001_initial"), ("kit", "0002_log")]
    operations = [
        migrations.RunSQL(
            NO_OVERLAP,
            "alter table rulebook_rule drop constraint rulebook_rule_one_answer_a_day;",
        ),
        migrations.RunSQL(FROZEN_CONTENT, THAW),
        append_only("rulebook_decision"),
    ]
