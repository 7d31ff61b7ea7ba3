"""Comparing offers, choosing one, declining one."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from headrace.kit.errors import Refused
from headrace.kit.ids import new_id
from headrace.market import services as market
from headrace.portals.enterprise import ask, told
from headrace.portals.enterprise import offers as presenter
from headrace.portals.enterprise.standing import standing_of
from headrace.portals.pieces import Message
from headrace.portals.visits import Visit, key_of, seated
from headrace.rulebook import queries as rulebook


@require_safe
@seated("enterprise")
def offers(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Offers side by side."""
    return _offers(request, visit, told.done(request.GET.get("done", "")))


@require_POST
@seated("enterprise")
def accept(request: HttpRequest, visit: Visit, offer_id: UUID) -> HttpResponse:
    """Choose an offer."""
    key, actor, at = key_of(request), visit.actor, visit.at
    try:
        market.accept_offer(key=key, by=actor, at=at, offer_id=offer_id)
    except Refused as problem:
        return _offers(request, visit, (told.not_done(problem),), status=problem.status)
    return HttpResponseRedirect(f"{reverse('enterprise:home')}?done=accepted")


@require_POST
@seated("enterprise")
def decline(request: HttpRequest, visit: Visit, offer_id: UUID) -> HttpResponse:
    """Decline an offer."""
    key, actor, at = key_of(request), visit.actor, visit.at
    try:
        market.decline_offer(key=key, by=actor, at=at, offer_id=offer_id)
    except Refused as problem:
        return _offers(request, visit, (told.not_done(problem),), status=problem.status)
    return HttpResponseRedirect(f"{reverse('enterprise:offers')}?done=declined")


def _offers(
    request: HttpRequest, visit: Visit, messages: tuple[Message, ...], status: int = 200
) -> HttpResponse:
    standing = standing_of(visit.actor, visit.at)
    rule = rulebook.look_up("p2p.retail", on=standing.today)
    asking = request.GET.get("ask", ""), request.GET.get("offer", "")
    page = presenter.offers_page(standing, ask.closed_ways(rule), new_id(), asking=asking)
    page = replace(page, messages=messages)
    return render(request, "headrace/enterprise/offers.html", {"page": page}, status=status)
