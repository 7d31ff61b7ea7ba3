"""What the custodian told: messages, statements, their lines, and what did not agree."""

from django.db import models

from headrace.kit.money_fields import MinorUnits
from headrace.kit.stream import StreamModel


class Message(StreamModel):
    """A custodian's message that was taken in: a second copy changes nothing."""

    placement = "book_id"
    pk = models.CompositePrimaryKey("book_id", "message_id")
    book_id = models.UUIDField()
    message_id = models.CharField(max_length=35)
    kind = models.CharField(max_length=20)
    content_hash = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "custody_message"


class Statement(StreamModel):
    """The custodian's statement of one day."""

    placement = "book_id"
    pk = models.CompositePrimaryKey("book_id", "id")
    book_id = models.UUIDField()
    id = models.UUIDField()
    message_id = models.CharField(max_length=35)
    number = models.BigIntegerField()
    on_date = models.DateField()
    opening_minor = MinorUnits()
    closing_minor = MinorUnits()
    entries = models.IntegerField()
    received_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "custody_statement"


class StatementEntry(StreamModel):
    """
    One line of the bank account, and the transfer that mirrors it.

    A line of nothing is `noted`: no transfer bears its id.
    """

    placement = "book_id"
    pk = models.CompositePrimaryKey("book_id", "entry_ref")
    book_id = models.UUIDField()
    entry_ref = models.CharField(max_length=35)
    credit = models.BooleanField()
    amount_minor = MinorUnits()
    booking_date = models.DateField()
    value_date = models.DateField()
    end_to_end_id = models.CharField(max_length=35)
    reference = models.CharField(max_length=35)
    outcome = models.CharField(max_length=10)
    transfer_id = models.UUIDField()
    first_seen_in = models.CharField(max_length=20)
    statement_id = models.UUIDField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "custody_statement_entry"


class Break(StreamModel):
    """A difference between the ledger and the custodian; open until somebody closes it."""

    placement = "book_id"
    pk = models.CompositePrimaryKey("book_id", "id")
    book_id = models.UUIDField()
    id = models.UUIDField()
    kind = models.CharField(max_length=24)
    on_date = models.DateField()
    expected_minor = MinorUnits(null=True)
    found_minor = MinorUnits(null=True)
    evidence = models.CharField(max_length=80)
    found_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    closing_note = models.CharField(max_length=200, default="")

    class Meta:
        managed = False
        db_table = "custody_break"
