"""Which live products fit a demand, and how well."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from tenor.money import Money

from headrace.credit import queries as credit
from headrace.kit.clock import day_of
from headrace.market import models
from headrace.market.policy import policy
from headrace.market.rules.matching import Ask, Fit, Supply, fit, obstacles
from headrace.parties import queries as parties
from headrace.products import queries as products
from headrace.rulebook import queries as rulebook


def fits_of(row: models.Demand, score: credit.ScoreView, at: datetime) -> list[Fit]:
    """Return the live products that a graded demand fits, each with its ranks and reasons."""
    firm = parties.organisation(row.enterprise_id)
    ask, on = _ask(row, firm, score), day_of(at)
    related = _Relations(row.enterprise_id, on)
    found = []
    for each in products.live_products(on):
        supply = _supply(each, related, at)
        if not obstacles(ask, supply, objections=_objections(ask, row, firm, each, at)):
            found.append(fit(ask, supply, policy().weights))
    return found


class _Relations:
    """Who is related to a firm by a flagged share; each lender is looked up once."""

    def __init__(self, enterprise_id: UUID, on: date) -> None:
        self._enterprise_id, self._on = enterprise_id, on
        self._known: dict[UUID, bool] = {}

    def has(self, lender_id: UUID) -> bool:
        """Say whether the two own a share of each other that the rule in force forbids."""
        if lender_id not in self._known:
            shares = parties.conflicts_between(lender_id, self._enterprise_id, on=self._on)
            self._known[lender_id] = any(each.rule.severity == "block" for each in shares)
        return self._known[lender_id]


def _ask(row: models.Demand, firm: parties.OrganisationView, score: credit.ScoreView) -> Ask:
    scale = credit.grades()
    return Ask(
        demand_id=row.id,
        enterprise_id=row.enterprise_id,
        amount=Money.from_minor(row.amount_minor, row.currency),
        amount_least=Money.from_minor(row.amount_least_minor, row.currency),
        term_months=row.term_months,
        purpose_code=row.purpose_code,
        models=tuple(row.wanted_models),
        plan_kind=row.plan_kind,
        size_class=firm.size_class,
        district=row.district,
        grade_rank=scale.index(score.grade),
        grade_low_rank=scale.index(score.grade_low),
    )


def _supply(product: products.ProductView, related: _Relations, at: datetime) -> Supply:
    financing = products.model(product.model)
    admitted = any(
        parties.admitted(product.owner_id, role, at=at) for role in financing.lender_roles
    )
    return Supply(
        product_id=product.id,
        owner_id=product.owner_id,
        owner_admitted=admitted,
        related=related.has(product.owner_id),
        model=product.model,
        amount_min=product.amount_min,
        amount_max=product.amount_max,
        term_min=product.term_min,
        term_max=product.term_max,
        plan_kinds=financing.plan_kinds,
        purposes=product.purposes,
        districts=product.districts,
        size_classes=product.size_classes,
        grade_floor_rank=credit.grades().index(product.grade_floor),
    )


def _objections(
    ask: Ask,
    row: models.Demand,
    firm: parties.OrganisationView,
    product: products.ProductView,
    at: datetime,
) -> list[str]:
    """Ask the way of financing itself, with the terms its product would have here."""
    terms = products.Terms(
        amount=min(ask.amount, product.amount_max),
        term_months=ask.term_months,
        rate_yearly=product.rate_for(ask.grade_rank),
        plan_kind=ask.plan_kind or product.plan_kind,
        start_date=day_of(at),
        fees=product.fees,
        details=row.details,
    )
    borrower = products.Firm(
        enterprise_id=firm.id,
        size_class=firm.size_class,
        kind=firm.kind,
        district=firm.district,
        industry=firm.industry,
        grade=credit.grades()[ask.grade_rank],
        purpose_code=ask.purpose_code,
    )
    found = products.model(product.model).eligible(borrower, terms, _shut_by_rule(day_of(at)))
    return [each.code for each in found]


def _shut_by_rule(on: date) -> dict[str, Any]:
    """Return what `market.purposes_shut` shuts; without such a rule nothing is shut."""
    try:
        shut = rulebook.look_up("market.purposes_shut", on=on).value
    except rulebook.RuleNotFound:
        return {}
    return {"purposes_shut": shut}
