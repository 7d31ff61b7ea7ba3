"""Decisions and what they rested on are kept as they were. Undo: rows may be changed again."""

from django.db import migrations

from headrace.kit.stream import append_only


class Migration(migrations.Migration):
    dependencies = [("credit", "0001_initial"), ("kit", "0002_log")]
    operations = [append_only("credit_featuresnapshot"), append_only("credit_score")]
