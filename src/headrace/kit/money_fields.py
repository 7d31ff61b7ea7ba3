"""Money in rows: whole minor units beside an ISO 4217 code, never a float."""

from django.db import models


class MinorUnits(models.BigIntegerField):  # type: ignore[type-arg] # not generic when run
    """An amount in minor units (fen, cents); its currency stands in the row's `currency`."""

    description = "amount in minor units"


def currency_field() -> "models.CharField[str, str]":
    """Return the column that names the currency of a row's amounts (ISO 4217)."""
    return models.CharField(max_length=3, default="CNY")
