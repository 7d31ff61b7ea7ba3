"""How a product comes to be on offer: drafted, approved by government, launched by a second key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from tenor.money import Money

from headrace.evidence import queries as evidence
from headrace.kit.actors import CHECKER, MAKER, Actor, demand
from headrace.kit.clock import day_of
from headrace.kit.errors import N_, NotAdmitted, NotFound
from headrace.kit.journal import record
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.products import models, registry, rules
from headrace.products.protocol import Fee, FinancingModel, Label
from headrace.products.queries import fees_as_data, products_visible_to
from headrace.products.rules import (
    CurrencyMixed,
    GradeUnknown,
    OutsideProduct,
    PlanKindUnknown,
    ProductStateRefused,
    RangeEmpty,
    RateOutOfRange,
)

__all__ = [
    "CurrencyMixed",
    "GradeUnknown",
    "OutsideProduct",
    "PlanKindUnknown",
    "ProductStateRefused",
    "RangeEmpty",
    "RateOutOfRange",
]


class LicenceDoesNotCover(NotAdmitted):
    """The lender's roles do not allow it to lend in this model."""

    message = N_("Your licence does not cover {model}; it takes one of: {roles}.")
    remedy = N_("Apply for the role, or offer a product that your licence covers.")

    def __init__(self, *, model: str, roles: frozenset[str]) -> None:
        super().__init__(field="model", model=model, roles=", ".join(sorted(roles)))


class PersonNeeded(NotAdmitted):
    """A program acted where a person must answer for the act."""

    message = N_("A person must do this; a program cannot answer for it.")
    remedy = N_("Let a person of your organisation log in and do it.")

    def __init__(self) -> None:
        super().__init__(field="by")


class OtherDistrict(NotAdmitted):
    """An officer decides only for his own district."""

    message = N_("This lender belongs to district {district}; its officers decide.")
    remedy = N_("Leave the decision to the officers of that district.")

    def __init__(self, district: str) -> None:
        super().__init__(field="product_id", district=district)


class DrafterLaunches(NotAdmitted):
    """The person who drafted a product may not launch it too."""

    message = N_("You drafted this product; another person of your institution must launch it.")
    remedy = N_("Ask a second person with the duty of a checker.")

    def __init__(self) -> None:
        super().__init__(field="product_id")


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a lender says of a product that it drafts; `rates` are the best grade's and the step."""

    model: str
    name: Label
    ranges: rules.Ranges
    rates: tuple[Decimal, Decimal]
    fees: Sequence[Fee]
    plan_kind: str
    grade_floor: str
    size_classes: Sequence[str]
    purposes: Sequence[str]
    districts: Sequence[str]


@transaction
@once("products.draft_product")
def draft_product(
    *,
    key: UUID,
    by: Actor,
    at: datetime,
    model: str,
    name_en: str,
    name_zh: str,
    amount_min: Money,
    amount_max: Money,
    term_min: int,
    term_max: int,
    rate_yearly: Decimal,
    plan_kind: str,
    grade_floor: str,
    rate_step_yearly: Decimal = Decimal(0),
    fees: Sequence[Fee] = (),
    size_classes: Sequence[str] = (),
    purposes: Sequence[str] = (),
    districts: Sequence[str] = (),
) -> UUID:
    """
    Draft a product of the actor's institution.

    :param rate_yearly: nominal fraction for the best grade; each grade below adds the step
    :raises LicenceDoesNotCover: :raises registry.ModelUnknown: :raises RangeEmpty:
    :raises RateOutOfRange: :raises PlanKindUnknown: :raises CurrencyMixed: :raises GradeUnknown:
    """
    said = Particulars(
        model=model,
        name=Label(name_en, name_zh),
        ranges=rules.Ranges(amount_min, amount_max, term_min, term_max),
        rates=(rate_yearly, rate_step_yearly),
        fees=fees,
        plan_kind=plan_kind,
        grade_floor=grade_floor,
        size_classes=size_classes,
        purposes=purposes,
        districts=districts,
    )
    _check(said, _licensed(by, model))
    return _entered(said, by=by, at=at)


@transaction
@once("products.approve_product")
def approve_product(*, key: UUID, by: Actor, at: datetime, product_id: UUID) -> UUID:
    """
    Approve a lender's draft for the market, as government of its district or above.

    :raises OtherDistrict: :raises ProductStateRefused:
    """
    demand(by, role="government", duty=CHECKER)
    row = _locked(product_id, by)
    if not row.district.startswith(rules.area_of(by.district)):
        raise OtherDistrict(row.district)
    row.approved_by = _person(by)
    return _move(row, rules.Event.APPROVE, by=by, at=at)


@transaction
@once("products.launch")
def launch(*, key: UUID, by: Actor, at: datetime, product_id: UUID) -> UUID:
    """
    Put an approved product on offer; the launcher is another person than the drafter.

    :raises DrafterLaunches: :raises ProductStateRefused:
    """
    row = _own(product_id, by)
    if by.person_id == row.drafted_by:
        raise DrafterLaunches
    row.launched_by = _person(by)
    row.live_date = day_of(at)
    return _move(row, rules.Event.LAUNCH, by=by, at=at)


@transaction
@once("products.pause")
def pause(*, key: UUID, by: Actor, at: datetime, product_id: UUID) -> UUID:
    """Take a product off offer for a while; :raises ProductStateRefused:"""
    return _move(_own(product_id, by), rules.Event.PAUSE, by=by, at=at)


@transaction
@once("products.resume")
def resume(*, key: UUID, by: Actor, at: datetime, product_id: UUID) -> UUID:
    """Put a paused product back on offer; :raises ProductStateRefused:"""
    return _move(_own(product_id, by), rules.Event.RESUME, by=by, at=at)


@transaction
@once("products.retire")
def retire(*, key: UUID, by: Actor, at: datetime, product_id: UUID) -> UUID:
    """Take a product off offer for good; contracts made under it go on."""
    return _move(_own(product_id, by), rules.Event.RETIRE, by=by, at=at)


def _check(said: Particulars, financing: FinancingModel) -> None:
    rules.check_draft(said.ranges, said.rates, said.plan_kind, known=financing.plan_kinds)
    rules.check_grade(said.grade_floor, known=evidence.GRADES)
    currency = said.ranges.amount_min.currency
    rules.check_currency(*(each.amount for each in said.fees), expected=currency, field="fees")


def _entered(said: Particulars, *, by: Actor, at: datetime) -> UUID:
    """Write a checked draft and tell of it; return the product's id."""
    rate_yearly, rate_step_yearly = said.rates
    row = models.Product.objects.create(
        **_opened(by, at),
        model=said.model,
        name_en=said.name.en,
        name_zh=said.name.zh,
        **_columns(said.ranges),
        rate_yearly=rate_yearly,
        rate_step_yearly=rate_step_yearly,
        fees=fees_as_data(said.fees),
        plan_kind=said.plan_kind,
        grade_floor=said.grade_floor,
        size_classes=list(said.size_classes),
        purposes=list(said.purposes),
        districts=list(said.districts),
    )
    _tell("drafted", row, by=by, at=at)
    return row.id


def _licensed(by: Actor, model: str) -> FinancingModel:
    """Return a model that the actor's institution may lend in."""
    demand(by, duty=MAKER)
    financing = registry.model(model)
    if not by.roles & financing.lender_roles:
        raise LicenceDoesNotCover(model=model, roles=financing.lender_roles)
    return financing


def _opened(by: Actor, at: datetime) -> dict[str, Any]:
    return {
        "created_at": at,
        "owner_id": by.organisation_id,
        "district": by.district,
        "drafted_by": _person(by),
        "state": rules.State.DRAFT,
    }


def _columns(ranges: rules.Ranges) -> dict[str, Any]:
    return {
        "currency": ranges.amount_min.currency,
        "amount_min_minor": ranges.amount_min.minor,
        "amount_max_minor": ranges.amount_max.minor,
        "term_min": ranges.term_min,
        "term_max": ranges.term_max,
    }


def _person(by: Actor) -> UUID:
    if by.person_id is None:
        raise PersonNeeded
    return by.person_id


def _own(product_id: UUID, by: Actor) -> models.Product:
    demand(by, duty=CHECKER)
    row = _locked(product_id, by)
    if row.owner_id != by.organisation_id:
        raise NotFound(field="product_id")
    return row


def _locked(product_id: UUID, by: Actor) -> models.Product:
    row = products_visible_to(by).select_for_update().filter(pk=product_id).first()
    if row is None:
        raise NotFound(field="product_id")
    return row


def _move(row: models.Product, event: rules.Event, *, by: Actor, at: datetime) -> UUID:
    row.state = rules.after(rules.State(row.state), event)
    row.save()
    _tell(row.state, row, by=by, at=at)
    return row.id


def _tell(what: str, row: models.Product, *, by: Actor, at: datetime) -> None:
    record(
        f"products.product.{what}",
        subject=Subject("product", row.id),
        about=row.owner_id,
        by=by,
        at=at,
        facts={"model": row.model, "rate_yearly": str(row.rate_yearly)},
    )
