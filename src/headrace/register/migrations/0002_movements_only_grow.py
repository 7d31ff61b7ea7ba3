"""A movement of exposure is put right by another movement. Undo: lifts the guard."""

from django.db import migrations

from headrace.kit.stream import append_only


class Migration(migrations.Migration):
    """The totals change under their lock; what they add up stays."""

    dependencies = [("register", "0001_initial"), ("kit", "0002_log")]
    operations = [append_only("register_exposure_movement")]
