"""What an investor confirmed to have read before it lent money of its own."""

from django.db import models

from headrace.kit.models_base import Case
from headrace.parties.models.organisation import Organisation


class Suitability(Case):
    """
    One confirmation, kept for ever: who, when, under which pack, of which text. Append-only.

    `text_hash` is the hash over both languages of the duties as they stood on that day.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="suitabilities"
    )
    person_id = models.UUIDField()
    pack = models.CharField(max_length=40)
    pack_version = models.PositiveIntegerField()
    text_hash = models.BinaryField(max_length=32)
    decision_id = models.UUIDField()

    class Meta:
        db_table = "parties_suitability"
        constraints = [
            models.UniqueConstraint(
                name="parties_suitability_once_a_pack", fields=["organisation", "pack"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} under {self.pack}"
