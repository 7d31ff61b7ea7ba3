"""Reads of the catalogue, and the models of financing by their code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from tenor.money import Money

from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.parties import queries as parties
from headrace.products import models, rules
from headrace.products.flows import received_and_repaid
from headrace.products.protocol import (
    Fee,
    FinancingModel,
    Firm,
    Flow,
    Label,
    MoneyStep,
    Objection,
    RequiredField,
    Security,
    Terms,
)
from headrace.products.registry import ModelUnknown, model
from headrace.products.registry import models as financing_models
from headrace.products.rules import Ranges, area_of, check_within, rate_at

__all__ = [
    "Fee",
    "FinancingModel",
    "Firm",
    "Flow",
    "Label",
    "ModelUnknown",
    "MoneyStep",
    "Objection",
    "ProductView",
    "RequiredField",
    "Security",
    "Terms",
    "area_of",
    "financing_models",
    "model",
    "received_and_repaid",
]


@dataclass(frozen=True, slots=True)
class ProductView:
    """
    A product as firms and lenders see it; empty tuples of codes mean *any*.

    `rate_yearly` is posted for the best grade; each grade below adds `rate_step_yearly`.
    """

    id: UUID
    owner_id: UUID
    owner_name: str
    district: str
    model: str
    name_en: str
    name_zh: str
    amount_min: Money
    amount_max: Money
    term_min: int
    term_max: int
    rate_yearly: Decimal
    rate_step_yearly: Decimal
    fees: tuple[Fee, ...]
    grade_floor: str
    size_classes: tuple[str, ...]
    purposes: tuple[str, ...]
    districts: tuple[str, ...]
    plan_kind: str
    state: str

    @property
    def ranges(self) -> Ranges:
        """Return what the product covers."""
        return Ranges(self.amount_min, self.amount_max, self.term_min, self.term_max)

    def rate_for(self, grade_rank: int) -> Decimal:
        """Return the posted nominal rate for a grade, 0 being the best."""
        return rate_at(
            grade_rank, rate_yearly=self.rate_yearly, rate_step_yearly=self.rate_step_yearly
        )

    def check_covers(self, *, amount: Money, term_months: int) -> None:
        """Let pass what lies inside the product; :raises rules.OutsideProduct:"""
        check_within(self.ranges, amount=amount, term_months=term_months)

    def check_priced(self, *, rate_yearly: Decimal, plan_kind: str) -> None:
        """
        Let pass a rate and a plan from which the product's way of financing can be priced.

        :raises rules.RateOutOfRange: :raises rules.PlanKindUnknown:
        """
        rules.check_rate(rate_yearly)
        rules.check_plan_kind(plan_kind, known=model(self.model).plan_kinds)


def live_products(on: date, actor: Actor | None = None) -> tuple[ProductView, ...]:
    """
    Return the products on offer on a day, by owner and name, in two queries.

    :param actor: a firm sees only those offered in its district; None and others see all
    """
    rows = models.Product.objects.filter(state=rules.State.LIVE, live_date__lte=on)
    if actor is not None and "enterprise" in actor.roles:
        rows = rows.filter(Q(districts=[]) | Q(districts__contains=[actor.district]))
    return _views(rows.order_by("owner_id", "name_en", "id"))


def product(product_id: UUID, actor: Actor) -> ProductView:
    """Return one product; :raises NotFound: there is none that this actor may see."""
    found = _views(products_visible_to(actor).filter(pk=product_id))
    if not found:
        raise NotFound(field="product_id")
    return found[0]


def products_of(actor: Actor) -> tuple[ProductView, ...]:
    """Return the actor's own products in every state, the newest first."""
    rows = models.Product.objects.filter(owner_id=actor.organisation_id)
    return _views(rows.order_by("-id"))


def products_by_id(ids: Iterable[UUID]) -> Mapping[UUID, ProductView]:
    """Return products of any state by id, in two queries, for those who hold a reference."""
    found = _views(models.Product.objects.filter(pk__in=list(ids)))
    return {each.id: each for each in found}


def products_visible_to(actor: Actor) -> QuerySet[models.Product]:
    """Live ones are public; a lender sees its own, government those of its district."""
    rows = models.Product.objects.all()
    seen = Q(state=rules.State.LIVE) | Q(owner_id=actor.organisation_id)
    if not actor.roles & {"government", "auditor"}:
        return rows.filter(seen)
    return rows.filter(seen | Q(district__startswith=area_of(actor.district)))


def fees_as_data(fees: Iterable[Fee]) -> list[dict[str, Any]]:
    """Return fees as JSON rows; the reverse of `fees_from_data`."""
    return [
        {
            "code": each.code,
            "amount_minor": each.amount.minor,
            "currency": each.amount.currency,
            "due": each.due,
            "payee_id": str(each.payee_id) if each.payee_id else None,
        }
        for each in fees
    ]


def fees_from_data(rows: Iterable[Mapping[str, Any]]) -> tuple[Fee, ...]:
    """Return fees from the JSON rows in which they are stored."""
    return tuple(
        Fee(
            code=each["code"],
            amount=Money.from_minor(each["amount_minor"], each["currency"]),
            due=each["due"],
            payee_id=UUID(each["payee_id"]) if each["payee_id"] else None,
        )
        for each in rows
    )


def _views(rows: QuerySet[models.Product]) -> tuple[ProductView, ...]:
    found = list(rows)
    owners = parties.organisations({each.owner_id for each in found}) if found else {}
    return tuple(
        _view(each, owners[each.owner_id].name if each.owner_id in owners else "") for each in found
    )


def _view(row: models.Product, owner_name: str) -> ProductView:
    return ProductView(
        id=row.id,
        owner_id=row.owner_id,
        owner_name=owner_name,
        district=row.district,
        model=row.model,
        name_en=row.name_en,
        name_zh=row.name_zh,
        amount_min=Money.from_minor(row.amount_min_minor, row.currency),
        amount_max=Money.from_minor(row.amount_max_minor, row.currency),
        term_min=row.term_min,
        term_max=row.term_max,
        rate_yearly=row.rate_yearly,
        rate_step_yearly=row.rate_step_yearly,
        fees=fees_from_data(row.fees),
        grade_floor=row.grade_floor,
        size_classes=tuple(row.size_classes),
        purposes=tuple(row.purposes),
        districts=tuple(row.districts),
        plan_kind=row.plan_kind,
        state=row.state,
    )
