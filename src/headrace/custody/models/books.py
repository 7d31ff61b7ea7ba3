"""Books: the bank accounts that are mirrored, and the references that lead receipts."""

from django.db import models

from headrace.kit.models_base import Case
from headrace.kit.money_fields import currency_field
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
