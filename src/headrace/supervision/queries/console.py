"""The supervisor's one screen: flows, arrears, decisions, offers against the ceiling, rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tenor.money import Money

from headrace.contracts import queries as contracts
from headrace.contracts.queries import ArrearsCell
from headrace.custody import queries as custody
from headrace.custody.queries import FlowTotal
from headrace.kit.actors import Actor
from headrace.kit.clock import CIVIL_ZONE, day_of
from headrace.rulebook import queries as rulebook
from headrace.rulebook.queries import Ceiling, PackView, RuleAnswer
from headrace.supervision.models import OfferCost
from headrace.supervision.queries.desk import AlertView, alerts
from headrace.supervision.queries.visibility import alerts_visible_to, freeze_orders_visible_to
from headrace.supervision.rules.alerts import DAYS_LATE_SERIOUS
from headrace.supervision.rules.authority import OnlyAnOfficer, readable_prefix
from headrace.supervision.rules.figures import (
    HeatCell,
    Histogram,
    OfferPoint,
    heat_cell,
    histogram,
)

_WEEK = timedelta(days=6)
_OPENING = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Flows:
    """
    Money that moved from `since` to the day, both included, and what lies in escrow on it.

    `by_code` has one total for each ledger code and currency.
    """

    since: date
    paid_in: Money
    in_escrow: Money
    released: Money
    repaid: Money
    by_code: tuple[FlowTotal, ...]


@dataclass(frozen=True, slots=True)
class Console:
    """Everything of one screen; `closed_on` is the day whose arrears are shown, None if none."""

    on: date
    pack: PackView
    flows: Flows
    late_over_30: Money
    closed_on: date | None
    heat: tuple[HeatCell, ...]
    decisions: tuple[AlertView, ...]
    open_alerts: int
    freezes_in_force: int
    offers: Histogram
    ceiling: Ceiling
    rules: tuple[RuleAnswer, ...]


def console(actor: Actor, at: datetime) -> Console:
    """
    Return the supervisor's screen for the districts that the actor oversees.

    Flows are those of the whole centre; the rest is that of the districts.

    :raises OnlyAnOfficer: neither government nor auditor
    """
    prefix = readable_prefix(actor.roles, actor.district)
    if prefix is None:
        raise OnlyAnOfficer
    on = day_of(at)
    cells = [
        each
        for each in contracts.arrears_by_district(over_days=DAYS_LATE_SERIOUS)
        if each.district.startswith(prefix)
    ]
    ceiling = rulebook.cost_ceiling(lender_type="bank", on=on)
    return Console(
        on=on,
        pack=rulebook.pack_in_force(on),
        flows=_flows(on),
        late_over_30=_late(cells),
        closed_on=contracts.last_closed_day(),
        heat=_heat(cells),
        decisions=tuple(each for each in alerts(actor) if each.decide_by_date is not None),
        open_alerts=alerts_visible_to(actor).exclude(state="closed").count(),
        freezes_in_force=freeze_orders_visible_to(actor).filter(lifted_at=None).count(),
        offers=_offers(prefix, since=on - _WEEK, ceiling=ceiling),
        ceiling=ceiling,
        rules=rulebook.open_rules(on),
    )


def _flows(on: date) -> Flows:
    since = on - _WEEK
    week, ever = custody.flow_totals(since, on), custody.flow_totals(_OPENING, on)
    return Flows(
        since=since,
        paid_in=_sum(week, "pay_in"),
        in_escrow=_sum(ever, "hold") - _sum(ever, "refund", "drawdown"),
        released=_sum(week, "drawdown"),
        repaid=_sum(week, "repay_principal", "repay_interest"),
        by_code=week,
    )


def _offers(prefix: str, *, since: date, ceiling: Ceiling) -> Histogram:
    start = datetime.combine(since, time(), CIVIL_ZONE)
    rows = OfferCost.objects.filter(district__startswith=prefix, made_at__gte=start)
    return histogram(
        [OfferPoint(*point) for point in rows.values_list("yearly_cost", "ceiling")],
        ceiling=ceiling.rate,
    )


def _sum(totals: Iterable[FlowTotal], *codes: str) -> Money:
    """Add up in the deployment's currency; other currencies stand in `by_code`."""
    return sum(
        (each.amount for each in totals if each.code in codes and each.amount.currency == "CNY"),
        Money.zero(),
    )


def _late(cells: Iterable[ArrearsCell]) -> Money:
    amounts = (each.outstanding_late for each in cells)
    return sum((each for each in amounts if each.currency == "CNY"), Money.zero())


def _heat(cells: Iterable[ArrearsCell]) -> tuple[HeatCell, ...]:
    return tuple(
        heat_cell(district=each.district, model=each.model, firms=each.firms, late=each.firms_late)
        for each in cells
    )
