"""The back office sees that scores are made, and by which scorecard; a firm's grade is its own."""

from django.contrib import admin

from headrace.credit.models import FeatureSnapshot, Score
from headrace.kit.admin_base import ReadMostly


@admin.register(Score)
class ScoreAdmin(ReadMostly):
    """Scores by what they were made for."""

    list_display = ("id", "subject_kind", "subject_id", "scorecard", "created_at")
    list_filter = ("scorecard",)
    id_fields = ("id", "subject_id", "snapshot_id")


@admin.register(FeatureSnapshot)
class FeatureSnapshotAdmin(ReadMostly):
    """Which definition of features was used on which day."""

    list_display = ("id", "definition", "as_of_date", "algorithm", "created_at")
    list_filter = ("definition",)
