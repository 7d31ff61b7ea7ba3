"""Figures as the API reads them: exact decimals in texts, never JSON numbers."""

import re
from decimal import Decimal
from typing import Annotated, Any, Self

from ninja import Schema
from pydantic import BeforeValidator, Field, model_validator
from tenor.money import (
    AmountTooLarge,
    FractionOfMinorUnit,
    Money,
    MoneyError,
    UnknownCurrency,
)

from headrace.api.problems import fault
from headrace.kit.errors import N_, CentreError, Malformed

_FORM = r"-?[0-9]{1,20}(\.[0-9]{1,12})?"
_DECIMAL = re.compile(_FORM)


class DecimalMalformed(Malformed):
    """A figure that is no plain decimal text; a JSON number may have lost digits on its way."""

    message = N_("A figure is a plain decimal in quotation marks, such as “1200000.00”.")
    remedy = N_("Write it as text, without signs of thousands and without an exponent.")


class CurrencyUnknown(Malformed):
    """A currency whose smallest unit is not known here."""

    message = N_("The currency {currency} is not known here.")
    remedy = N_("Give the code of ISO 4217, such as CNY.")


class AmountTooFine(Malformed):
    """An amount finer than the smallest unit of its currency."""

    message = N_("The amount {amount} is finer than the smallest unit of {currency}.")
    remedy = N_("Round it yourself, so that both sides mean the same amount.")


class AmountBeyondMeasure(Malformed):
    """An amount that can only be a mistake of unit."""

    message = N_("The amount {amount} {currency} is larger than anything financed here.")
    remedy = N_("Check the unit of the amount.")


class AmountNegative(Malformed):
    """An amount below nought where only one above makes sense."""

    message = N_("The amount {amount} {currency} is below nought.")
    remedy = N_("Give an amount of nought or more.")


class CurrenciesDiffer(Malformed):
    """Amounts that are to be compared are in several currencies."""

    message = N_("The amounts are in several currencies: {currencies}.")
    remedy = N_("Give all of them in one currency.")


_BY_CAUSE: dict[type[MoneyError], type[CentreError]] = {
    UnknownCurrency: CurrencyUnknown,
    FractionOfMinorUnit: AmountTooFine,
    AmountTooLarge: AmountBeyondMeasure,
}


def _decimal(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise fault(DecimalMalformed)
    return Decimal(value)


Exact = Annotated[
    Decimal,
    BeforeValidator(_decimal, json_schema_input_type=Annotated[str, Field(pattern=f"^{_FORM}$")]),
]
Share = Annotated[
    Exact,
    Field(ge=0, le=1, decimal_places=8, description="A fraction as text: “0.068” is 6.8 %."),
]


class Amount(Schema):
    """Money: a decimal text in the currency's units, such as “1200000.00”, and an ISO 4217 code."""

    amount: Exact
    currency: str = Field("CNY", max_length=20)

    @model_validator(mode="after")
    def _is_money(self) -> Self:
        told = {"amount": format(self.amount, "f"), "currency": self.currency}
        try:
            money = self.money()
        except MoneyError as error:
            raise fault(_BY_CAUSE[type(error)], **told) from None
        if money.minor < 0:
            raise fault(AmountNegative, **told)
        return self

    def money(self) -> Money:
        """Return it as money."""
        return Money(self.amount, self.currency)


class OneCurrency(Schema):
    """A shape whose amounts are all in one currency."""

    @model_validator(mode="after")
    def _one_currency(self) -> Self:
        told = (getattr(self, name) for name in type(self).model_fields)
        currencies = sorted({each.currency for each in told if isinstance(each, Amount)})
        if len(currencies) > 1:
            raise fault(CurrenciesDiffer, currencies=", ".join(currencies))
        return self
