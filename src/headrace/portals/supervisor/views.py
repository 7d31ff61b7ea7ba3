"""The supervisor's screen and the rules in force: read and show."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from headrace.portals.live import LivePage
from headrace.portals.supervisor import console, console_rules, flows, rule_words
from headrace.portals.supervisor.seats import WATCHING
from headrace.portals.visits import Visit, seated
from headrace.rulebook import queries as rulebook
from headrace.supervision import queries


@require_safe
@seated(*WATCHING)
def show_console(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The one screen; whoever watches sees every entry of the journal."""
    live = LivePage(request, "console")
    found = queries.console(visit.actor, visit.at)
    held = flows.in_custody()
    page = console.page(
        found,
        queries.alerts(visit.actor),
        flows.weeks(visit.today, held.held),
        held,
        console_rules.prime_rate(found.ceiling, visit.today),
        visit,
    )
    return live.render("headrace/supervisor/console.html", {"page": page}, watched=None)


@require_safe
@seated(*WATCHING)
def show_rules(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every rule in force today, with its source."""
    page = rule_words.page(rulebook.open_rules(visit.today), rulebook.packs(), visit.today)
    return render(request, "headrace/supervisor/rules.html", {"page": page})
