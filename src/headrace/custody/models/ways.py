"""Reference data of the ledger: which money may go where, and what each purpose is like."""

from django.db import models


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
