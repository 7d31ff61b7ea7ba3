"""The plan of an agreement, drawn up by its own product model."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tenor.money import Money, total_of
from tenor.schedule import Instalment

from headrace.contracts.rules.planning import check_plan_kind
from headrace.products import queries as products


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """What a plan follows from; rates are fractions a year."""

    model: str
    principal: Money
    rate_yearly: Decimal
    term_months: int
    plan_kind: str
    details: Mapping[str, Any]


def plan_from(terms: PlanTerms, *, start_date: date) -> tuple[Instalment, ...]:
    """
    Return the plan counted from a day; no place here asks which product it is.

    :raises UnknownPlanKind: the model has no such way of repayment
    """
    model = products.model(terms.model)
    check_plan_kind(terms.plan_kind, known=model.plan_kinds)
    return model.plan(
        products.Terms(
            amount=terms.principal,
            term_months=terms.term_months,
            rate_yearly=terms.rate_yearly,
            plan_kind=terms.plan_kind,
            start_date=start_date,
            details=terms.details,
        )
    )


def interest_in_all(terms: PlanTerms, *, start_date: date) -> Money:
    """Return the interest over the whole term if every instalment is paid on its day."""
    plan = plan_from(terms, start_date=start_date)
    return total_of([row.interest for row in plan], terms.principal.currency)
