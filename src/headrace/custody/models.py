"""
Rows of the ledger. The tables' SQL, with its checks and doors, stands in `migrations/sql`.

Only `Book` is a case table. The others are stream tables: the book comes first in every key, and
no foreign key leaves the ledger.
"""

from django.db import models

from headrace.kit.crypto import EncryptedTextField
from headrace.kit.models_base import Case
from headrace.kit.money_fields import MinorUnits, currency_field
from headrace.kit.stream import StreamModel


class Book(Case):
    """One custodian bank, region and currency: all accounts whose money can meet in one booking."""

    custodian_id = models.UUIDField()
    region = models.CharField(max_length=12)
    currency = currency_field()
    account_number = models.CharField(max_length=34)
    account_name = models.CharField(max_length=140)
    hash_algorithm = models.CharField(max_length=20, default="sha-256")
    mail_cursor = models.CharField(max_length=80, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["custodian_id", "region", "currency"], name="custody_one_book"
            ),
            models.UniqueConstraint(
                fields=["custodian_id", "account_number"], name="custody_one_bank_account"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_number} {self.currency}"


class Allowed(models.Model):
    """A way that money may go: purpose debited, code, purpose credited. Reference data."""

    reference = True
    pk = models.CompositePrimaryKey("debit_purpose", "code", "credit_purpose")
    debit_purpose = models.CharField(max_length=24)
    code = models.CharField(max_length=24)
    credit_purpose = models.CharField(max_length=24)

    class Meta:
        managed = False
        db_table = "custody_allowed"


class NatureRow(models.Model):
    """What an account of a purpose is like. Reference data; `rules.accounts.NATURES` repeats it."""

    reference = True
    purpose = models.CharField(max_length=24, primary_key=True)
    floor_side = models.CharField(max_length=6)
    keeps_legs = models.BooleanField()
    of_party = models.BooleanField()
    of_demand = models.BooleanField()

    class Meta:
        managed = False
        db_table = "custody_nature"


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


class Reference(StreamModel):
    """What a payer writes so that a receipt finds its party."""

    placement = "book_id"
    pk = models.CompositePrimaryKey("book_id", "reference")
    book_id = models.UUIDField()
    reference = models.CharField(max_length=35)
    party_id = models.UUIDField()
    purpose = models.CharField(max_length=8)
    subject_kind = models.CharField(max_length=40, null=True)
    subject_id = models.UUIDField(null=True)
    registered_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "custody_reference"


class Instruction(StreamModel):
    """An order to the custodian: two keys, then sent, answered and booked."""

    placement = "book_id"
    pk = models.CompositePrimaryKey("book_id", "id")
    book_id = models.UUIDField()
    id = models.UUIDField()
    transfer_id = models.UUIDField()
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    debit_party = models.UUIDField()
    debit_id = models.UUIDField()
    payee_name = EncryptedTextField()
    payee_account = EncryptedTextField()
    amount_minor = MinorUnits()
    currency = currency_field()
    purpose_code = models.CharField(max_length=24)
    remittance = models.CharField(max_length=140)
    client_authorisation = models.CharField(max_length=140)
    content_hash = models.BinaryField()
    state = models.CharField(max_length=12)
    prepared_by = models.UUIDField(null=True)
    prepared_at = models.DateTimeField()
    first_key_by = models.UUIDField(null=True)
    first_key_organisation = models.UUIDField(null=True)
    first_key_at = models.DateTimeField(null=True)
    second_key_by = models.UUIDField(null=True)
    second_key_organisation = models.UUIDField(null=True)
    second_key_at = models.DateTimeField(null=True)
    sending_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    reason_code = models.CharField(max_length=35, default="")
    booked_date = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "custody_instruction"


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
