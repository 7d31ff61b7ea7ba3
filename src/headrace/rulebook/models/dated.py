"""A value of the law that holds over days: its source, its standing, and who decided it."""

from django.db import models
from django.db.models import F, Q

from headrace.kit.models_base import Case


class Status(models.TextChoices):
    """How well a value is known: read in a public source, or still to be confirmed."""

    SOURCED = "S"
    UNCONFIRMED = "M"


class State(models.TextChoices):
    """Where a dated value stands; an ended rule stays in force for its own days."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Dated(Case):
    """A value of the law with its source, entered from a shipped file or by four eyes."""

    source = models.TextField()
    status = models.CharField(max_length=1, choices=Status)
    state = models.CharField(max_length=9, choices=State)
    reason = models.TextField(blank=True, default="")
    proposed_by = models.UUIDField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


def promises(table: str) -> list[models.BaseConstraint]:
    """Two pairs of eyes, and a decision with its author and hour, for a table of dated values."""
    return [
        models.CheckConstraint(name=f"{table}_status_known", condition=Q(status__in=Status.values)),
        models.CheckConstraint(name=f"{table}_state_known", condition=Q(state__in=State.values)),
        models.CheckConstraint(name=f"{table}_sourced", condition=~Q(source="")),
        models.CheckConstraint(
            name=f"{table}_decided_by_and_at_together",
            condition=Q(decided_by=None, decided_at=None)
            | Q(decided_by__isnull=False, decided_at__isnull=False),
        ),
        models.CheckConstraint(
            name=f"{table}_four_eyes",
            condition=Q(proposed_by=None)
            | Q(decided_by=None, state=State.PROPOSED)
            | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
        ),
    ]
