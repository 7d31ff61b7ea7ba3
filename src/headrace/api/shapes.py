"""Shapes that several endpoints share: money, rates, texts, the caller's key, views of rows."""

import dataclasses
import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self, get_type_hints
from uuid import UUID

from django.http import HttpRequest
from ninja import Header, Schema
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    create_model,
    model_validator,
)
from pydantic_core import PydanticCustomError
from tenor.money import (
    AmountTooLarge,
    FractionOfMinorUnit,
    Money,
    MoneyError,
    UnknownCurrency,
)

from headrace.kit.actors import Actor
from headrace.kit.errors import N_, CentreError, Malformed

_DECIMAL = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,12})?")
# Control characters but tab and line ends, and lone surrogates: no database text can hold them.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


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


class TextUnfit(Malformed):
    """A text with control characters in it."""

    message = N_("The text holds control characters.")
    remedy = N_("Leave them out; line ends and tabs may stay.")


class ValueUnfit(Malformed):
    """A JSON value that cannot be kept exactly."""

    message = N_("The value holds a number with a fraction, or a text with control characters.")
    remedy = N_("Write numbers with a fraction as texts, such as “0.068”.")


_BY_CAUSE: dict[type[MoneyError], type[CentreError]] = {
    UnknownCurrency: CurrencyUnknown,
    FractionOfMinorUnit: AmountTooFine,
    AmountTooLarge: AmountBeyondMeasure,
}


def _fault(kind: type[CentreError], **facts: str) -> PydanticCustomError:
    """Return the fault that `problems` answers with this kind of problem, naming the field."""
    return PydanticCustomError(kind.code(), "refused", {k: v[:60] for k, v in facts.items()})


def _decimal(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise _fault(DecimalMalformed)
    return Decimal(value)


def _text(value: str) -> str:
    if _UNFIT.search(value):
        raise _fault(TextUnfit)
    return value


def _exact(value: Any) -> Any:
    """Walk a JSON value of any shape."""
    if isinstance(value, float) or (isinstance(value, str) and _UNFIT.search(value)):
        raise _fault(ValueUnfit)
    if isinstance(value, dict):
        for name, each in value.items():
            _exact(name)
            _exact(each)
    if isinstance(value, list):
        for each in value:
            _exact(each)
    return value


Key = Annotated[
    UUID,
    Header(
        alias="Idempotency-Key",
        description="Made by the caller; sent again with every retry. Done once, answered alike.",
    ),
]
Exact = Annotated[
    Decimal,
    BeforeValidator(_decimal, json_schema_input_type=str),
]
Share = Annotated[
    Exact,
    Field(ge=0, le=1, decimal_places=8, description="A fraction as text: “0.068” is 6.8 %."),
]
Word = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(_text)]
Line = Annotated[str, Field(max_length=200), AfterValidator(_text)]
Text = Annotated[str, Field(max_length=4000), AfterValidator(_text)]
Months = Annotated[int, Field(strict=True, ge=1, le=600)]
Json = Annotated[Any, AfterValidator(_exact)]
Hex = Annotated[bytes, PlainSerializer(bytes.hex, return_type=str)]


class SignedRequest(HttpRequest):
    """A request whose caller is known."""

    auth: Actor


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
            raise _fault(_BY_CAUSE[type(error)], **told) from None
        if money.minor < 0:
            raise _fault(AmountNegative, **told)
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
            raise _fault(CurrenciesDiffer, currencies=", ".join(currencies))
        return self


class Why(Schema):
    """Why something is refused, suspended or taken back."""

    reason: Text


class Admission(Schema):
    """Until when something is admitted; without a day, until the next review."""

    expires_date: date | None = None


class Made(Schema):
    """The id of what a verb made or changed."""

    id: UUID


def list_of(shape: Any) -> Any:
    """Return the shape of a list of what `view_of` made."""
    return list[shape]


def view_of(view: type, *without: str, called: str = "", **instead: Any) -> Any:
    """
    Return the shape of a view without some of its fields, or with other shapes of them.

    A view itself can be a response too; this is for those that hold more than an answer should.

    :param called: the name in the API document, the view's own if not given
    """
    hints = get_type_hints(view)
    fields: dict[str, Any] = {
        each.name: (instead.get(each.name, hints[each.name]), ...)
        for each in dataclasses.fields(view)
        if each.name not in without
    }
    return create_model(called or view.__name__, __base__=Schema, __doc__=view.__doc__, **fields)
