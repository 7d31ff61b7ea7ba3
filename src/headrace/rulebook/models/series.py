"""Published figures by day."""

from django.db import models
from django.db.models import Q

from headrace.rulebook.models.dated import Dated, State, promises


class SeriesPoint(Dated):
    """A published figure that holds from `on` until the next one, such as the loan prime rate."""

    series = models.CharField(max_length=40)
    on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=8)

    class Meta:
        db_table = "rulebook_series_point"
        constraints = [
            *promises("rulebook_series_point"),
            models.UniqueConstraint(
                name="rulebook_series_point_once_a_day",
                fields=["series", "on"],
                condition=Q(state=State.IN_FORCE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.on} {self.value}"
