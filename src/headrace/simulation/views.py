"""What only a demo town has: sit down at any desk, let days pass."""

from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from headrace.contracts import queries as contracts
from headrace.kit import clock
from headrace.kit.clock import day_of
from headrace.kit.errors import N_, Malformed
from headrace.parties import queries as parties
from headrace.simulation import days, handles
from headrace.simulation.awaiting import mark_of
from headrace.simulation.chooser import chooser_page
from headrace.simulation.desks import everybody
from headrace.simulation.plan import load
from headrace.simulation.town_moves import alone

_BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"
_FURTHEST: Final = timedelta(days=92)


class DayOutOfReach(Malformed):
    """The town cannot go back, nor further than a quarter at once."""

    message = N_("The town can go on to a day of the next three months, not to {day}.")
    remedy = N_("Choose a nearer day.")

    def __init__(self, day: str) -> None:
        super().__init__(field="to", day=day)


@require_safe
def chooser(request: HttpRequest) -> HttpResponse:
    """Whom the visitor would like to be, and what awaits each."""
    at = clock.now()
    seats = [(seat, mark_of(seat, at)) for seat in everybody()]
    page = chooser_page(load(), seats, at, _next_due(day_of(at)))
    return render(request, "headrace/public/chooser.html", {"page": page})


@require_POST
def sit(request: HttpRequest) -> HttpResponse:
    """Log the visitor in as one of the town's people, without a password."""
    wanted = request.POST.get("login", "")
    if not settings.DEMO or wanted not in {seat.login for seat in everybody()}:
        raise Http404(wanted)
    person = get_user_model().objects.get(pk=parties.person_of_login(wanted))
    login(request, person, backend=_BACKEND)
    return HttpResponseRedirect(reverse("public:desk"))


@require_POST
def let_pass(request: HttpRequest) -> HttpResponse:
    """Let days pass until the day in the form; if it has come already, nothing happens."""
    to = _day(request.POST.get("to", ""))
    with alone():
        at = clock.now()
        if to - day_of(at) > _FURTHEST:
            raise DayOutOfReach(to.isoformat())
        if to > day_of(at):
            days.pass_to(handles.town(settings.HEADRACE_HOME, at).custodian, to)
    return HttpResponseRedirect(reverse("town:chooser"))


def _next_due(today: date) -> date | None:
    """The next day on which an instalment of the town falls due, as its auditor sees it."""
    actor = parties.actor_of(parties.person_of_login("auditor"), at=clock.now())
    days_due = [each.next_due.due_date for each in contracts.loans_of(actor) if each.next_due]
    return min((each for each in days_due if each >= today), default=None)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise DayOutOfReach(written[:20]) from None
