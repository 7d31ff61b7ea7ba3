"""The operator's back office reads scores; nobody changes them."""

from django.contrib import admin
from django.http import HttpRequest

from headrace.credit.models import Score


@admin.register(Score)
class ScoreAdmin(admin.ModelAdmin[Score]):
    """Scores by grade, read only."""

    list_display = ("subject_kind", "subject_id", "grade", "points", "scorecard", "created_at")
    list_filter = ("grade", "scorecard")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Scores come from evidence, not from a form."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Score | None = None) -> bool:
        """A score is never changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Score | None = None) -> bool:
        """A score is never deleted."""
        return False
