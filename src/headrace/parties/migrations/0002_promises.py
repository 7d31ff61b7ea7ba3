"""Promises that SQL keeps: size classes never change; names are searched by likeness and sound."""

from django.db import migrations

from headrace.kit.stream import append_only

NAME_SEARCH = """
create index parties_organisation_name_core_like on parties_organisation
    using gin (name_core gin_trgm_ops);
create index parties_organisation_name_sound_like on parties_organisation
    using gin (name_pinyin gin_trgm_ops);
"""


class Migration(migrations.Migration):
    """Undo: drops the indexes and the trigger, no rows."""

    dependencies = [("parties", "0001_initial"), ("kit", "0002_log")]
    operations = [
        migrations.RunSQL(
            NAME_SEARCH,
            "drop index parties_organisation_name_core_like, parties_organisation_name_sound_like;",
        ),
        append_only("parties_size_class"),
    ]
