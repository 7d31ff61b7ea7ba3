"""The ledger itself: accounts, transfers, legs and seals; written by SQL functions alone."""

from django.db import models

from headrace.kit.money_fields import MinorUnits
from headrace.kit.stream import StreamModel


class Account(StreamModel):
    """A custody account with its four counters in minor units; written by `custody_post` alone."""

    placement = "book_id"
    pk = models.CompositePrimaryKey("book_id", "id")
    book_id = models.UUIDField()
    id = models.UUIDField()
    party_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=24)
    demand_id = models.UUIDField(null=True)
    floor_side = models.CharField(max_length=6)
    keeps_legs = models.BooleanField()
    frozen = models.BooleanField()
    opened_at = models.DateTimeField()
    debits_posted = MinorUnits()
    credits_posted = MinorUnits()
    debits_pending = MinorUnits()
    credits_pending = MinorUnits()
    ver = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "custody_account"


class Transfer(StreamModel):
    """One movement, for ever; `seq` counts without gaps within its book."""

    placement = "book_id"
    pk = models.CompositePrimaryKey("book_id", "id")
    book_id = models.UUIDField()
    id = models.UUIDField()
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    debit_id = models.UUIDField()
    credit_id = models.UUIDField()
    amount = MinorUnits()
    code = models.CharField(max_length=24)
    pending_id = models.UUIDField(null=True)
    group_id = models.UUIDField(null=True)
    group_linked = models.BooleanField()
    subject_kind = models.CharField(max_length=40, null=True)
    subject_id = models.UUIDField(null=True)
    event_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    payload_hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = "custody_transfer"


class Leg(StreamModel):
    """What a transfer did to one account, with the balance after it."""

    placement = "book_id"
    pk = models.CompositePrimaryKey("book_id", "account_id", "ver")
    book_id = models.UUIDField()
    account_id = models.UUIDField()
    ver = models.BigIntegerField()
    transfer_id = models.UUIDField()
    amount = MinorUnits()
    balance = MinorUnits()
    recorded_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "custody_leg"


class Seal(StreamModel):
    """The chained Merkle seal over one batch of transfers."""

    placement = "book_id"
    pk = models.CompositePrimaryKey("book_id", "number")
    book_id = models.UUIDField()
    number = models.BigIntegerField()
    first_seq = models.BigIntegerField()
    last_seq = models.BigIntegerField()
    root = models.BinaryField()
    previous = models.BinaryField()
    seal = models.BinaryField()
    algorithm = models.CharField(max_length=20)
    sealed_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "custody_seal"
