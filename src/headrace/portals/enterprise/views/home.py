"""The owner's home, publishing and taking back a request, and help."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from headrace.contracts import queries as contracts
from headrace.credit import queries as credit
from headrace.evidence import queries as evidence
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.tickets import about
from headrace.market import services as market
from headrace.portals.enterprise import around, told
from headrace.portals.enterprise import home as presenter
from headrace.portals.enterprise.helping import help_page
from headrace.portals.enterprise.standing import Standing, standing_of
from headrace.portals.enterprise.views.acting import act, after
from headrace.portals.live import LivePage
from headrace.portals.pieces import Message
from headrace.portals.visits import Visit, act_of, key_of, seated

# Not what the supervisor weighs about the firm.
_WATCHED = ("market", "contracts", "custody", "evidence", "credit", "parties")
_LIVE = frozenset({"drawn", "in_arrears", "restructured", "called"})


@require_safe
@seated("enterprise")
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Whose turn it is, where the request stands, the grade, the next repayment."""
    return show_home(request, visit, told.done(request.GET.get("done", "")))


@act_of("enterprise:home")
@seated("enterprise")
def publish(request: HttpRequest, visit: Visit, demand_id: UUID) -> HttpResponse:
    """Publish a draft."""
    key, actor, at = key_of(request), visit.actor, visit.at
    return act(
        lambda: market.publish_demand(key=key, by=actor, at=at, demand_id=demand_id),
        partial(show_home, request, visit),
        after("home", "published"),
    )


@act_of("enterprise:home")
@seated("enterprise")
def withdraw(request: HttpRequest, visit: Visit, demand_id: UUID) -> HttpResponse:
    """Take a request back."""
    key, actor, at = key_of(request), visit.actor, visit.at
    return act(
        lambda: market.withdraw_demand(key=key, by=actor, at=at, demand_id=demand_id),
        partial(show_home, request, visit),
        after("home", "withdrawn"),
    )


@require_safe
@seated("enterprise")
def helping(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who sees what, how money comes, whom to call."""
    actor, at = visit.actor, visit.at
    page = help_page(standing_of(actor, at), evidence.consents_of(actor, at=at))
    return render(request, "headrace/enterprise/help.html", {"page": page})


def show_home(
    request: HttpRequest, visit: Visit, messages: tuple[Message, ...], status: int = 200
) -> HttpResponse:
    """Show the home as it stands now, under what there is to say."""
    live = LivePage(request, "home")
    standing = standing_of(visit.actor, visit.at)
    page = presenter.home_page(
        standing,
        _around(visit.actor, standing),
        new_id(),
        withdrawing=request.GET.get("ask") == "withdraw",
    )
    page = replace(page, messages=messages + page.messages)
    return live.render(
        "headrace/enterprise/home.html",
        {"page": page},
        watched={about(package, standing.firm.id) for package in _WATCHED},
        status=status,
    )


def _around(actor: Actor, standing: Standing) -> around.Around:
    firm_id, today = standing.firm.id, standing.today
    loans = tuple(each for each in contracts.loans_of(actor) if each.state in _LIVE)
    due = around.next_loan(loans)
    asked = standing.demand
    own = credit.score_for(Subject("demand", asked.id)) if asked else None
    return around.Around(
        score=own or credit.latest_score(firm_id),
        sales=evidence.daily_sales(firm_id, around.first_day(today), today),
        last_event=next(iter(evidence.recent_events(firm_id, 1)), None),
        loans=loans,
        plan_due=_plan_due(due, standing, actor),
        self_made=settings.DEMO,
    )


def _plan_due(
    due: contracts.LoanView | None, standing: Standing, actor: Actor
) -> tuple[contracts.PlanRow, ...]:
    if due is None:
        return ()
    own = standing.loan
    return standing.plan if own and own.id == due.id else contracts.plan_rows(due.id, actor)
