"""What is ordered from the custodian, and where a party is paid out to."""

from django.db import models

from headrace.kit.crypto import EncryptedTextField
from headrace.kit.money_fields import MinorUnits, currency_field
from headrace.kit.stream import StreamModel


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
    district = models.CharField(max_length=6, default="")
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
    prepared_organisation = models.UUIDField()
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
    cancelled_by = models.UUIDField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "custody_instruction"


class BankAccount(StreamModel):
    """A party's account at its own bank: told by the party, verified by the custodian."""

    placement = "book_id"
    pk = models.CompositePrimaryKey("book_id", "id")
    book_id = models.UUIDField()
    id = models.UUIDField()
    party_id = models.UUIDField()
    holder_name = EncryptedTextField()
    number = EncryptedTextField()
    state = models.CharField(max_length=10)
    told_by = models.UUIDField()
    told_at = models.DateTimeField()
    verified_by = models.UUIDField(null=True)
    verified_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "custody_bank_account"
