"""The front page, the way to one's own desk, and the rules in force."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from headrace.kit import clock
from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.parties import queries as parties
from headrace.portals import context
from headrace.portals.provider.seats import PROVIDERS
from headrace.portals.public import presenting
from headrace.portals.visits import Visit, seated
from headrace.rulebook import queries as rulebook

_DESKS: Final = (
    ("enterprise", "enterprise:home"),
    ("bank", "investor:queue"),
    ("small_loan", "investor:queue"),
    ("custodian", "custodian:releases"),
    *((role, "provider:desk") for role in PROVIDERS),
    ("government", "supervisor:console"),
    ("auditor", "supervisor:console"),
)


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What the centre is and never does; in the demo town, the chooser of desks."""
    chooser = context.address("town:chooser") if settings.DEMO else ""
    if chooser:
        return HttpResponseRedirect(chooser)
    at = clock.now()
    page = presenting.front_page(context.pack_in_force(at), logged_in=request.user.is_authenticated)
    return render(request, "headrace/public/front.html", {"page": page})


@require_safe
@seated()
def desk(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Lead to the desk that the person's organisation has been admitted to."""
    actor = visit.actor
    for role, view in _DESKS:
        address = context.address(view)
        if role in actor.roles and address:
            return _in_own_language(HttpResponseRedirect(address), request, actor)
    firm = parties.organisation(actor.organisation_id)
    page = presenting.elsewhere_page(firm, actor.roles)
    return render(request, "headrace/public/elsewhere.html", {"page": page})


def _in_own_language(answer: HttpResponse, request: HttpRequest, actor: Actor) -> HttpResponse:
    """Let a browser in which no language was chosen speak the person's."""
    name = settings.LANGUAGE_COOKIE_NAME
    if not settings.DEMO and name not in request.COOKIES and actor.person_id is not None:
        answer.set_cookie(
            name,
            parties.person(actor.person_id, actor).language,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return answer


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule in force today, with its source."""
    on = day_of(clock.now())
    page = presenting.rules_page(rulebook.open_rules(on), rulebook.packs(), on)
    return render(request, "headrace/public/rules.html", {"page": page})
