"""A firm publishes its request and takes it back; once it has the money, the request closes."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from tenor.money import Money

from headrace.custody import queries as custody
from headrace.evidence import services as evidence
from headrace.kit.actors import MAKER, Actor, demand
from headrace.kit.clock import day_of
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction, transaction
from headrace.market import models
from headrace.market.policy import policy
from headrace.market.rules import demand as rules
from headrace.market.services.freeing import free_offers
from headrace.market.services.likeness import flag_likenesses
from headrace.market.services.telling import tell_demand
from headrace.products import queries as products
from headrace.rulebook import queries as rulebook

_Required = rulebook.RequiredRequest


@transaction
@once("market.publish_demand")
def publish_demand(*, key: UUID, by: Actor, at: datetime, demand_id: UUID) -> UUID:
    """
    Publish a draft: it gets its custodian's book and its end, and the experts are asked.

    :raises DemandStateRefused: not a draft
    :raises CurrencyNotHeld: no custodian holds its currency
    :raises TextMissing: :raises FieldMissing: something lenders decide by is not told
    """
    row = _own(demand_id, by)
    row.state = rules.after(rules.State(row.state), rules.Event.PUBLISH)
    rules.check_publishable(_wanted(row), fields=_required_fields(row.wanted_models))
    on = day_of(at)
    required = _requests_for(row, on)
    pack = rulebook.pack_in_force(on)
    row.book_id = _book_for(row.currency)
    row.published_at = at
    row.expires_at = at + timedelta(days=policy().demand_open_days)
    row.checks_due_at = at + timedelta(days=max((each.due_days for each in required), default=0))
    row.pack, row.pack_version = pack.name, pack.version
    row.save()
    likenesses = flag_likenesses(row, by=by, at=at)
    tell_demand("published", row, by=by, at=at, pack=pack.name, likenesses=likenesses)
    evidence.open_requests(
        subject=Subject("demand", row.id),
        enterprise_id=row.enterprise_id,
        required=required,
        by=by,
        at=at,
    )
    return row.id


@transaction
@once("market.withdraw_demand")
def withdraw_demand(*, key: UUID, by: Actor, at: datetime, demand_id: UUID) -> UUID:
    """
    Take a request back; every lender's money that is set aside for it is freed.

    :raises DemandStateRefused: contracted or ended
    :raises DemandBound: a part of it is accepted and binding
    """
    row = _own(demand_id, by)
    rules.after(rules.State(row.state), rules.Event.WITHDRAW)
    bound = sum(row.offers.filter(state="accepted").values_list("amount_minor", flat=True))
    if bound:
        raise rules.DemandBound(Money.from_minor(bound, row.currency))
    take_back(row, reason="demand_withdrawn", by=by, at=at)
    return row.id


@needs_transaction
def take_back(row: models.Demand, *, reason: str, by: Actor, at: datetime) -> None:
    """End a locked request of which nothing is bound, and free every lender's money."""
    row.state = rules.after(rules.State(row.state), rules.Event.WITHDRAW)
    row.ended_at = at
    row.save()
    free_offers(row, reason=reason, by=by, at=at)
    tell_demand("withdrawn", row, by=by, at=at, reason=reason)


@needs_transaction
def close_demand(*, demand_id: UUID, by: Actor, at: datetime) -> None:
    """Close a contracted demand once its money has reached the firm; :raises DemandStateRefused:"""
    row = models.Demand.objects.select_for_update().get(pk=demand_id)
    row.state = rules.after(rules.State(row.state), rules.Event.CLOSE)
    row.ended_at = at
    row.save()
    tell_demand("closed", row, by=by, at=at)


def _own(demand_id: UUID, by: Actor) -> models.Demand:
    demand(by, role="enterprise", duty=MAKER)
    rows = models.Demand.objects.select_for_update()
    row = rows.filter(pk=demand_id, enterprise_id=by.organisation_id).first()
    if row is None:
        raise NotFound(field="demand_id")
    return row


def _wanted(row: models.Demand) -> rules.Wanted:
    return rules.Wanted(
        amount=Money.from_minor(row.amount_minor, row.currency),
        amount_least=Money.from_minor(row.amount_least_minor, row.currency),
        term_months=row.term_months,
        purpose_code=row.purpose_code,
        purpose_text=row.purpose_text,
        innovation=row.innovation,
        repayment_source=row.repayment_source,
        plan_kind=row.plan_kind,
        models=row.wanted_models,
        details=row.details,
        payees=row.payees,
        wanted_date=row.wanted_date,
    )


def _book_for(currency: str) -> UUID:
    """Return the oldest book that holds a currency; :raises CurrencyNotHeld: there is none."""
    books = custody.books()
    found = next((each.id for each in books if each.currency == currency), None)
    if found is None:
        raise rules.CurrencyNotHeld(currency=currency, known=[each.currency for each in books])
    return found


def _required_fields(wanted: Sequence[str]) -> list[tuple[str, str]]:
    return [(code, each.name) for code in wanted for each in products.model(code).required_fields]


def _requests_for(row: models.Demand, on: date) -> tuple[_Required, ...]:
    """Ask each kind once, with the shortest time that any wanted way of financing gives."""
    asked: dict[str, _Required] = {}
    for code in row.wanted_models:
        for each in rulebook.service_requests_required(
            amount=Money.from_minor(row.amount_minor, row.currency),
            model=code,
            innovation=row.innovation,
            on=on,
        ):
            known = asked.get(each.kind)
            if known is None or each.due_days < known.due_days:
                asked[each.kind] = each
    return tuple(asked.values())
