"""Comparing offers, choosing one, declining one."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from headrace.kit.ids import new_id
from headrace.market import services as market
from headrace.portals.enterprise import offers as presenter
from headrace.portals.enterprise import ranges, told
from headrace.portals.enterprise.standing import standing_of
from headrace.portals.enterprise.views.acting import act, after
from headrace.portals.pieces import Message
from headrace.portals.visits import Visit, act_of, key_of, seated
from headrace.rulebook import queries as rulebook


@require_safe
@seated("enterprise")
def offers(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Offers side by side."""
    return _offers(request, visit, told.done(request.GET.get("done", "")))


@act_of("enterprise:offers")
@seated("enterprise")
def accept(request: HttpRequest, visit: Visit, offer_id: UUID) -> HttpResponse:
    """Choose an offer."""
    key, actor, at = key_of(request), visit.actor, visit.at
    return act(
        lambda: market.accept_offer(key=key, by=actor, at=at, offer_id=offer_id),
        partial(_offers, request, visit),
        after("home", "accepted"),
    )


@act_of("enterprise:offers")
@seated("enterprise")
def decline(request: HttpRequest, visit: Visit, offer_id: UUID) -> HttpResponse:
    """Decline an offer."""
    key, actor, at = key_of(request), visit.actor, visit.at
    return act(
        lambda: market.decline_offer(key=key, by=actor, at=at, offer_id=offer_id),
        partial(_offers, request, visit),
        after("offers", "declined"),
    )


def _offers(
    request: HttpRequest, visit: Visit, messages: tuple[Message, ...], status: int = 200
) -> HttpResponse:
    standing = standing_of(visit.actor, visit.at)
    rule = rulebook.look_up("p2p.retail", on=standing.today)
    asking = request.GET.get("ask", ""), request.GET.get("offer", "")
    page = presenter.offers_page(standing, ranges.closed_ways(rule), new_id(), asking=asking)
    page = replace(page, messages=messages)
    return render(request, "headrace/enterprise/offers.html", {"page": page}, status=status)
