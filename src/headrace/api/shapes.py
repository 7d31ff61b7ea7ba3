"""Shapes that several endpoints share: texts, the caller's key, answers, views of rows."""

import dataclasses
import re
from datetime import date
from typing import Annotated, Any, get_type_hints
from uuid import UUID

from django.http import HttpRequest
from ninja import Header, Schema
from pydantic import (
    AfterValidator,
    Field,
    PlainSerializer,
    create_model,
)

from headrace.api.problems import fault
from headrace.kit.actors import Actor
from headrace.kit.errors import N_, Malformed

# Control characters but tab and line ends, and lone surrogates: no database text can hold them.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class TextUnfit(Malformed):
    """A text with control characters in it."""

    message = N_("The text holds control characters.")
    remedy = N_("Leave them out; line ends and tabs may stay.")


class ValueUnfit(Malformed):
    """A JSON value that cannot be kept exactly."""

    message = N_("The value holds a number with a fraction, or a text with control characters.")
    remedy = N_("Write numbers with a fraction as texts, such as “0.068”.")


def _text(value: str) -> str:
    if _UNFIT.search(value):
        raise fault(TextUnfit)
    return value


def _exact(value: Any) -> Any:
    """Walk a JSON value of any shape."""
    if isinstance(value, float) or (isinstance(value, str) and _UNFIT.search(value)):
        raise fault(ValueUnfit)
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
Word = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(_text)]
Line = Annotated[str, Field(max_length=200), AfterValidator(_text)]
Text = Annotated[str, Field(max_length=4000), AfterValidator(_text)]
Months = Annotated[int, Field(strict=True, ge=1, le=600)]
Json = Annotated[Any, AfterValidator(_exact)]
Hex = Annotated[bytes, PlainSerializer(bytes.hex, return_type=str)]


class SignedRequest(HttpRequest):
    """A request whose caller is known."""

    auth: Actor


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
