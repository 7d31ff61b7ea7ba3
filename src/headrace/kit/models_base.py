"""The common shape of case tables."""

from django.db import models

from headrace.kit.ids import new_id


class Case(models.Model):
    """A row of a case table: a single-column UUID v7 key and the instant it was made."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True
