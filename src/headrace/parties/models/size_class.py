"""Size classes: issued under a dated rule, never changed."""

from django.db import models
from django.db.models import Q

from headrace.kit.models_base import Case
from headrace.kit.money_fields import MinorUnits, currency_field
from headrace.parties.models.organisation import Organisation


class SizeClass(Case):
    """One classification under one rule: never changed, issued anew when the figures change."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="size_classes"
    )
    rule = models.ForeignKey("rulebook.Rule", on_delete=models.PROTECT, related_name="+")
    pack = models.CharField(max_length=40)
    pack_version = models.PositiveIntegerField()
    industry = models.CharField(max_length=40)
    staff = models.PositiveIntegerField()
    revenue_minor = MinorUnits()
    assets_minor = MinorUnits(null=True)
    currency = currency_field()
    size_class = models.CharField(max_length=6)
    on = models.DateField()

    class Meta:
        db_table = "parties_size_class"
        constraints = [
            models.CheckConstraint(
                name="parties_size_class_known",
                condition=Q(size_class__in=["micro", "small", "medium", "large"]),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="parties_size_class_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.size_class} on {self.on}"
