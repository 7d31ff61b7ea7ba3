"""A bank's lists: its queue, the offers it has made, its loans."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from tenor.money import Money

from headrace.contracts import queries as contracts
from headrace.custody import queries as custody
from headrace.market import queries as market
from headrace.portals.investor import done, files, portfolio, queue, reading, watching
from headrace.portals.investor.seats import LENDERS
from headrace.portals.live import LivePage
from headrace.portals.visits import Visit, seated


@require_safe
@seated(*LENDERS)
def show_queue(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The files that wait, what is due first."""
    page = queue.page(
        market.queue(visit.actor, visit.at),
        actor=visit.actor,
        bank=reading.institution(visit.actor.organisation_id),
        agreements=contracts.agreements_of(visit.actor),
        loans=contracts.loans_of(visit.actor),
        keys=custody.instructions_waiting(visit.actor),
        at=visit.at,
        messages=done.messages(request),
    )
    return render(request, "headrace/investor/queue.html", {"page": page})


@require_safe
@seated(*LENDERS)
def show_files(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every offer the bank has made."""
    page = files.page(
        market.offers_of(visit.actor),
        {each.id: each for each in market.demands_in_sight(visit.actor)},
        {each.offer_id: each for each in contracts.agreements_of(visit.actor)},
        reading.institution(visit.actor.organisation_id),
    )
    return render(request, "headrace/investor/files.html", {"page": page})


@require_safe
@seated(*LENDERS)
def show_portfolio(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The bank's loans, what is late first."""
    live = LivePage(request, "portfolio")
    loans = contracts.portfolio(visit.actor)
    balances = custody.balances_of(visit.actor.organisation_id)
    page = portfolio.page(
        loans,
        contracts.plans_of(visit.actor),
        sum((each.free for each in balances if each.purpose == "available"), Money.zero()),
        visit,
        reading.institution(visit.actor.organisation_id),
    )
    watched = watching.of_portfolio(visit.actor, loans, contracts.agreements_of(visit.actor))
    return live.render("headrace/investor/portfolio.html", {"page": page}, watched=watched)
