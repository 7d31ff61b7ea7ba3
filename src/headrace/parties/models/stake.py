"""Who owns how much of whom: the ground of every conflict of interest."""

from django.db import models
from django.db.models import F, Q

from headrace.kit.models_base import Case
from headrace.parties.models.organisation import Organisation

WHOLE_PPM = 1_000_000


class Stake(Case):
    """A declared share of one organisation in another, in millionths; a later row replaces it."""

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="stakes")
    owned = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="owners")
    share_ppm = models.PositiveIntegerField()
    since_date = models.DateField()
    declared_by = models.UUIDField(null=True)

    class Meta:
        db_table = "parties_stake"
        constraints = [
            models.UniqueConstraint(
                name="parties_stake_once_a_day", fields=["owner", "owned", "since_date"]
            ),
            models.CheckConstraint(
                name="parties_stake_within_the_whole", condition=Q(share_ppm__lte=WHOLE_PPM)
            ),
            models.CheckConstraint(
                name="parties_stake_not_in_itself", condition=~Q(owner=F("owned"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.share_ppm} ppm since {self.since_date}"
