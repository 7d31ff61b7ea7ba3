"""Stream tables: business events, the keys that make them unique, and their exact totals."""

from django.db import models

from headrace.kit.stream import StreamModel


class EventKey(StreamModel):
    """
    The name a source gave an event: unique for ever, whatever month the event belongs to.

    `key_hash` is SHA-256 over source and id; `payload_hash` tells a repeat from another event.
    """

    placement = "enterprise_id"
    pk = models.CompositePrimaryKey("enterprise_id", "key_hash")
    enterprise_id = models.UUIDField()
    key_hash = models.BinaryField()
    event_id = models.UUIDField()
    payload_hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = "evidence_event_key"


class BusinessEvent(StreamModel):
    """
    One event as received, never changed. Partitioned by the month of its id.

    `id` is made from the event's own time and its key, so the same event has the same id
    wherever it is received. Trading partners are a keyed hash and a masked label.
    """

    placement = "enterprise_id"
    pk = models.CompositePrimaryKey("enterprise_id", "id")
    enterprise_id = models.UUIDField()
    id = models.UUIDField()
    consent_id = models.UUIDField()
    source_id = models.UUIDField()
    external_id = models.TextField()
    kind = models.TextField()
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    direction = models.TextField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    counterparty = models.BinaryField()
    counterparty_label = models.TextField()
    issue_date = models.DateField()
    number = models.TextField()
    voided = models.BooleanField()

    class Meta:
        managed = False
        db_table = "evidence_business_event"


class DayTotal(StreamModel):
    """
    Exact totals of one day; voided documents are counted apart and stand in no sum.

    Sums are numeric: nobody can make a day overflow.
    """

    placement = "enterprise_id"
    pk = models.CompositePrimaryKey("enterprise_id", "kind", "direction", "currency", "day")
    enterprise_id = models.UUIDField()
    kind = models.TextField()
    direction = models.TextField()
    currency = models.CharField(max_length=3)
    day = models.DateField()
    count = models.BigIntegerField()
    sum_minor = models.DecimalField(max_digits=40, decimal_places=0)
    sum_squares = models.DecimalField(max_digits=60, decimal_places=0)
    voided = models.BigIntegerField()
    credit_notes = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "evidence_day_total"


class PartnerTotal(StreamModel):
    """Exact totals of one month with one trading partner."""

    placement = "enterprise_id"
    pk = models.CompositePrimaryKey(
        "enterprise_id", "kind", "direction", "currency", "month", "counterparty"
    )
    enterprise_id = models.UUIDField()
    kind = models.TextField()
    direction = models.TextField()
    currency = models.CharField(max_length=3)
    month = models.DateField()
    counterparty = models.BinaryField()
    label = models.TextField()
    count = models.BigIntegerField()
    sum_minor = models.DecimalField(max_digits=40, decimal_places=0)

    class Meta:
        managed = False
        db_table = "evidence_partner_total"
