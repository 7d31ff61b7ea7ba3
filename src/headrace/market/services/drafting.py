"""A firm drafts a request, which gets its reference."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from tenor.money import Money

from headrace.kit.actors import MAKER, Actor, demand
from headrace.kit.clock import day_of
from headrace.kit.once import once
from headrace.kit.transactions import transaction
from headrace.market import models
from headrace.market.policy import policy
from headrace.market.queries.purposes import purpose_rows
from headrace.market.rules import demand as rules
from headrace.market.services.persons import person_of
from headrace.market.services.telling import tell_demand
from headrace.products import queries as products


@transaction
@once("market.draft_demand")
def draft_demand(
    *,
    key: UUID,
    by: Actor,
    at: datetime,
    amount: Money,
    term_months: int,
    purpose_code: str,
    purpose_text: str,
    innovation: bool,
    repayment_source: str,
    plan_kind: str = "",
    amount_least: Money | None = None,
    models_wanted: Sequence[str] = ("bank_loan",),
    details: Mapping[str, Any] | None = None,
    payees: Sequence[str] = (),
    wanted_date: date | None = None,
) -> UUID:
    """
    Draft a request of the actor's firm and give it its reference.

    :param plan_kind: how the firm would repay; empty leaves it to the lender
    :param amount_least: the least that helps; not given, the whole amount or nothing
    :param payees: suppliers whom the money may be paid to directly
    :raises rules.demand.PurposeUnknown: not on the rulebook's list, `queries.purposes`
    :raises rules.demand.AmountNotPositive: :raises CurrencyMixed: :raises TermOutOfRange:
    :raises headrace.products.queries.ModelUnknown: a way of financing that does not exist
    """
    demand(by, role="enterprise", duty=MAKER)
    wanted = rules.Wanted(
        amount=amount,
        amount_least=amount if amount_least is None else amount_least,
        term_months=term_months,
        purpose_code=purpose_code,
        purpose_text=purpose_text,
        innovation=innovation,
        repayment_source=repayment_source,
        plan_kind=plan_kind,
        models=[products.model(code).code for code in models_wanted],
        details=dict(details or {}),
        payees=payees,
        wanted_date=wanted_date,
    )
    return _drafted(wanted, by=by, at=at)


def _drafted(wanted: rules.Wanted, *, by: Actor, at: datetime) -> UUID:
    """Check what is asked, write it under a new reference and tell of it; return its id."""
    on = day_of(at)
    rules.check_words(wanted.purpose_text, wanted.repayment_source, wanted.payees)
    rules.check_figures(wanted, term_longest=policy().term_longest)
    rules.check_purpose(wanted.purpose_code, purpose_rows(on))
    row = models.Demand.objects.create(
        created_at=at,
        enterprise_id=by.organisation_id,
        district=by.district,
        reference_number=_next_reference(on.year),
        **_columns(wanted),
        state=rules.State.DRAFT,
        drafted_by=person_of(by),
    )
    tell_demand("drafted", row, by=by, at=at)
    return row.id


def _columns(wanted: rules.Wanted) -> dict[str, Any]:
    return {
        "amount_minor": wanted.amount.minor,
        "amount_least_minor": wanted.amount_least.minor,
        "currency": wanted.amount.currency,
        "term_months": wanted.term_months,
        "purpose_code": wanted.purpose_code,
        "purpose_text": wanted.purpose_text,
        "innovation": wanted.innovation,
        "repayment_source": wanted.repayment_source,
        "plan_kind": wanted.plan_kind,
        "wanted_models": list(wanted.models),
        "details": wanted.details,
        "payees": list(wanted.payees),
        "wanted_date": wanted.wanted_date,
    }


def _next_reference(year: int) -> str:
    """Give out the year's next number; a rival waits, and a rollback gives it back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into market_demand_count (year, last) values (%s, 1)"
            " on conflict (year) do update set last = market_demand_count.last + 1"
            " returning last",
            [year],
        )
        (number,) = cursor.fetchone()
    return rules.reference(year, number)
