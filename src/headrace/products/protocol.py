"""
What a way of financing must answer. One file a model; nobody outside asks which model it is.

The market asks who may lend, what must be told, who is eligible and what it costs; contracts asks
for the plan, the security to be registered and the steps the money takes. A new model is one new
module with a `MODEL`, or an entry point of the group `headrace.products` in another distribution.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Protocol
from uuid import UUID

from tenor.money import Money
from tenor.schedule import Instalment


@dataclass(frozen=True, slots=True)
class Label:
    """A name in both languages."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """
    A charge beside the interest, due at the drawdown, with each instalment or at the end.

    :param code: what it is for, such as `handling`; unique within one offer
    :param amount: what is paid each time it falls due
    :param payee_id: who gets it; None is the lender
    """

    code: str
    amount: Money
    due: Literal["drawdown", "each", "end"] = "drawdown"
    payee_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """
    The terms on which a model is asked for its plan and its cost.

    :param amount: what the firm gets to use: a principal, an advance, the price of an asset
    :param rate_yearly: nominal, a fraction; 0.068 is 6.8 %
    :param start_date: the day on which the money is taken to move
    :param details: the model's own fields, see `required_fields`
    """

    amount: Money
    term_months: int
    rate_yearly: Decimal
    plan_kind: str
    start_date: date
    fees: tuple[Fee, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Firm:
    """What a model may know of the one who asks, passed in by value."""

    enterprise_id: UUID
    size_class: str
    kind: str
    district: str
    industry: str
    grade: str
    purpose_code: str


@dataclass(frozen=True, slots=True)
class RequiredField:
    """Something a demand must state in its details before this model can be offered."""

    name: str
    kind: Literal["money", "date", "number", "text", "party"]
    label: Label


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a model does not fit; `code` is stable, the sentences are for people."""

    code: str
    says: Label


@dataclass(frozen=True, slots=True)
class Security:
    """Something that backs the claim and must be registered before money moves."""

    kind: str
    parts: Mapping[str, Any]
    share_ppm: int = 1_000_000


@dataclass(frozen=True, slots=True)
class MoneyStep:
    """One movement between custody purposes; `payee` says in what capacity someone is paid."""

    name: str
    debit_purpose: str
    credit_purpose: str
    payee: str


Flow = tuple[date, Money]
"""Money on a day as the firm sees it: received above zero, paid below."""


class FinancingModel(Protocol):
    """A way of financing: bank loan, receivable, stock, lease and whatever follows."""

    @property
    def code(self) -> str:
        """Return the stable code under which products and demands name the model."""
        ...

    @property
    def name(self) -> Label:
        """Return the name that owners and officers read."""
        ...

    @property
    def lender_roles(self) -> frozenset[str]:
        """Return the role kinds that may lend in this model."""

    @property
    def plan_kinds(self) -> tuple[str, ...]:
        """Return the kinds of plan that the model can draw up."""
        ...

    @property
    def required_fields(self) -> tuple[RequiredField, ...]:
        """Return what a demand must state before the model can be offered."""
        ...

    @property
    def security_kinds(self) -> tuple[str, ...]:
        """Return the kinds of security that may stand behind it."""
        ...

    @property
    def money_steps(self) -> tuple[MoneyStep, ...]:
        """Return the movements of money, in order."""
        ...

    def eligible(self, firm: Firm, terms: Terms, rules: Mapping[str, Any]) -> tuple[Objection, ...]:
        """Return what speaks against it; nothing means that the firm is eligible."""

    def plan(self, terms: Terms) -> tuple[Instalment, ...]:
        """Return what falls due when, fees not included."""

    def all_in_flows(self, terms: Terms) -> tuple[Flow, ...]:
        """Return every flow that makes up the cost, fees included, in order of days."""

    def securities(self, terms: Terms) -> tuple[Security, ...]:
        """Return what must be registered for these terms."""
