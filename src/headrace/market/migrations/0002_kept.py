"""A file that was seen, and what it resembled, stay as they were. Undo: rows may change again."""

from django.db import migrations

from headrace.kit.stream import append_only


class Migration(migrations.Migration):
    dependencies = [("market", "0001_initial"), ("kit", "0002_log")]
    operations = [append_only("market_snapshot"), append_only("market_likeness")]
