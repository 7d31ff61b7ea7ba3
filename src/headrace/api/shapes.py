"""Shapes that several endpoints share: money as a decimal string, and the caller's key."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Header, Schema
from pydantic import Field

from headrace.kit.actors import Actor
from tenor.money import Money

Key = Annotated[
    UUID,
    Header(
        alias="Idempotency-Key",
        description="Made by the caller; sent again with every retry. Done once, answered alike.",
    ),
]

Share = Annotated[Decimal, Field(description="A fraction: 0.068 is 6.8 %.")]


class SignedRequest(HttpRequest):
    """A request whose caller is known."""

    auth: Actor


class Amount(Schema):
    """Money: a decimal string in the currency's units, such as 1200000.00, and an ISO 4217 code."""

    amount: Decimal
    currency: str = "CNY"

    def money(self) -> Money:
        """Return it as money; a wrong currency or too many decimals is refused by name."""
        return Money(self.amount, self.currency)

    @classmethod
    def of(cls, money: Money) -> "Amount":
        """Return money as the API writes it."""
        return cls(amount=money.amount, currency=money.currency)


class Made(Schema):
    """The id of what a verb made or changed."""

    id: UUID
