"""Rows of the lowest floor. The stream tables' SQL stands in the migration and in `stream`."""

from django.db import models

from headrace.kit.stream import StreamModel


class TownClock(models.Model):
    """
    The instant at which a simulated town stands; no row means machine time.

    A town that people visit runs on from there: `runs_since` is the machine's own instant then.
    """

    only = models.BooleanField(primary_key=True, default=True)
    stands_at = models.DateTimeField()
    runs_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="kit_one_clock", condition=models.Q(only=True))]


class RememberedAnswer(models.Model):
    """The first answer to a caller's key (`once`)."""

    pk = models.CompositePrimaryKey("organisation_id", "verb", "key")
    organisation_id = models.UUIDField()
    verb = models.CharField(max_length=80)
    key = models.UUIDField()
    asked = models.BinaryField()
    answer = models.JSONField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "kit_remembered_answer"


class StreamTable(models.Model):
    """A stream table whose months may be added by `kit_ensure_month`."""

    reference = True
    name = models.TextField(primary_key=True)

    class Meta:
        db_table = "kit_stream_table"


class LogEpoch(models.Model):
    """
    A stretch of the log's life on one server.

    Transaction ids start again after a restore or a move, so a cursor begins with the epoch.
    """

    reference = True
    number = models.IntegerField(primary_key=True)
    system_identifier = models.CharField(max_length=20)
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "kit_log_epoch"


class LogEntry(StreamModel):
    """One entry of a topic; never changed, never removed. Partitioned by the month of its id."""

    placement = "partition_no"
    pk = models.CompositePrimaryKey("partition_no", "id")
    partition_no = models.SmallIntegerField()
    id = models.UUIDField()
    topic = models.CharField(max_length=40)
    epoch = models.IntegerField()
    xid = models.BigIntegerField()
    key = models.UUIDField()
    kind = models.CharField(max_length=80)
    payload = models.JSONField()
    recorded_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "kit_log_entry"


class LogCursor(StreamModel):
    """How far a group of consumers has read a partition of a topic."""

    placement = "partition_no"
    pk = models.CompositePrimaryKey("partition_no", "group_name", "topic")
    partition_no = models.SmallIntegerField()
    group_name = models.CharField(max_length=60)
    topic = models.CharField(max_length=40)
    epoch = models.IntegerField()
    xid = models.BigIntegerField()
    entry_id = models.UUIDField()

    class Meta:
        managed = False
        db_table = "kit_log_cursor"


class LogSeal(StreamModel):
    """A chained Merkle seal over consecutive entries of one partition."""

    placement = "partition_no"
    pk = models.CompositePrimaryKey("partition_no", "topic", "number")
    partition_no = models.SmallIntegerField()
    topic = models.CharField(max_length=40)
    number = models.BigIntegerField()
    entry_ids = models.JSONField()
    leaves = models.BinaryField()
    root = models.BinaryField()
    previous = models.BinaryField()
    seal = models.BinaryField()
    algorithm = models.CharField(max_length=20)
    sealed_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "kit_log_seal"


class ParkedEntry(models.Model):
    """An entry that a consumer could not take; set aside with its error for a person to see."""

    pk = models.CompositePrimaryKey("group_name", "entry_id")
    group_name = models.CharField(max_length=60)
    entry_id = models.UUIDField()
    kind = models.CharField(max_length=80)
    error = models.TextField()
    parked_at = models.DateTimeField()

    class Meta:
        db_table = "kit_parked_entry"
