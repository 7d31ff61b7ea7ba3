"""A provider's first page: what waits for a finding, what a firm disputes."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.evidence.queries import RequestView
from headrace.kit.clock import day_of
from headrace.portals import names
from headrace.portals.pieces import Action, Head, Mark, Message, State
from headrace.portals.provider import pages, words
from headrace.portals.provider.seats import signs
from headrace.portals.templatetags.headrace import clock, day, moment
from headrace.portals.visits import Visit

WAITING: Final = ("open", "accepted", "in_work", "late")
_SOON: Final = timedelta(days=1)


def page(
    requests: Sequence[RequestView],
    visit: Visit,
    *,
    provider: str,
    messages: tuple[Message, ...] = (),
) -> pages.DeskPage:
    """Return the desk; `requests` come with the most urgent first."""
    waiting = [each for each in requests if each.state in WAITING]
    disputed = [each for each in requests if each.state == "contested"]
    may = signs(visit)
    return pages.DeskPage(
        head=_head(waiting, disputed, provider),
        rows=tuple(_row(each, visit) for each in waiting),
        disputed=tuple(_row(each, visit) for each in disputed),
        empty=None if waiting else _empty(),
        messages=(*messages, *((_reads_only(),) if waiting and not may else ())),
    )


def due(request: RequestView, visit: Visit) -> Mark:
    """Return by when a request wants its answer, late, near or with time left."""
    if request.state == "contested":
        return Mark("turn" if signs(visit) else "wait", _("answer the dispute"))
    if request.late:
        told = {"moment": moment(request.due_at)}
        return Mark("late", _("late since %(moment)s") % told)
    if day_of(request.due_at) == visit.today:
        return Mark("near", _("due today, %(clock)s") % {"clock": clock(request.due_at)})
    words_of = _("due %(day)s") % {"day": _on(request)}
    if not signs(visit):
        return Mark("wait", words_of)
    return Mark("near" if request.due_at - visit.at <= _SOON else "turn", words_of)


def _on(request: RequestView) -> str:
    return day(day_of(request.due_at))


def _row(request: RequestView, visit: Visit) -> pages.RequestRow:
    return pages.RequestRow(
        firm=names.said(request.enterprise_name),
        url=reverse("provider:request", args=[request.id]),
        second=_("the lenders wait for it") if request.required else _("asked for besides"),
        asked=words.asked(request.kind),
        due=due(request, visit),
        stands=str(words.STATES.get(request.state, request.state)),
    )


def _head(waiting: Sequence[RequestView], disputed: Sequence[RequestView], provider: str) -> Head:
    late = sum(each.late for each in waiting)
    lead = _finding(len(disputed), "disputed") if disputed else ""
    if not waiting:
        finding = _finding(len(disputed), "disputed") if disputed else _("Nothing waits for you")
        return Head(provider, finding)
    if late:
        told = {"late": late, "all": len(waiting)}
        return Head(provider, _("%(late)s of %(all)s requests are late") % told, lead)
    first = _("The first is due %(moment)s.") % {"moment": moment(waiting[0].due_at)}
    return Head(provider, _finding(len(waiting), "waiting"), " ".join((first, lead)).strip())


def _finding(number: int, what: str) -> str:
    if what == "waiting":
        sentence = ngettext(
            "%(number)s request waits for your finding",
            "%(number)s requests wait for your finding",
            number,
        )
    else:
        sentence = ngettext(
            "%(number)s finding is disputed by its firm",
            "%(number)s findings are disputed by their firms",
            number,
        )
    return sentence % {"number": number}


def _reads_only() -> Message:
    return Message(
        "in-time",
        _("You read requests and sign none."),
        _("A finding is signed by a person with the duty of a maker, under a key of your house."),
    )


def _empty() -> State:
    return State(
        "empty",
        _("No request waits"),
        _("A request appears here when a firm asks for money and your house is asked about it."),
        Action(_("See your findings"), reverse("provider:findings")),
    )
