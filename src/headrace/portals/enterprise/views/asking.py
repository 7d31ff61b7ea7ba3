"""Asking for money: three questions, ranges while one types, two sentences, publish or keep."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from headrace.kit.errors import Malformed, Refused
from headrace.kit.ids import new_id
from headrace.market import queries as market
from headrace.market import services as market_verbs
from headrace.parties import queries as parties
from headrace.portals.enterprise import answers, ask
from headrace.portals.enterprise import sentences as two
from headrace.portals.enterprise.pages import AskPage
from headrace.portals.enterprise.views.acting import act, after
from headrace.portals.enterprise.views.home import show_home
from headrace.portals.pieces import Message
from headrace.portals.visits import Visit, key_of, seated
from headrace.rulebook import queries as rulebook

_KEPT = "asked"


@require_http_methods(["GET", "HEAD", "POST"])
@seated("enterprise")
def questions(request: HttpRequest, visit: Visit) -> HttpResponse:
    """How much, what for, when; what could be got stands beside at once."""
    sent = request.method == "POST"
    given = answers.read(request.POST.dict() if sent else _kept(request))
    if sent:
        _keep(request, given.kept())
        if given.complete:
            return HttpResponseRedirect(reverse("enterprise:sentences"))
    page = _page(visit, given, judged=sent)
    status = 422 if sent else 200
    return render(request, "headrace/enterprise/ask.html", {"page": page}, status=status)


@require_safe
@seated("enterprise")
def indications(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The ranges alone, for what is typed so far; it is kept as it is typed."""
    given = answers.read(request.GET.dict())
    _keep(request, given.kept())
    page = _page(visit, given, judged=False)
    return render(request, "headrace/enterprise/indications.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@seated("enterprise")
def sentences(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Two sentences, then the request is kept as a draft or published."""
    sent = request.method == "POST"
    typed = request.POST.dict() if sent else _kept(request)
    given = answers.read(typed)
    if not given.complete:
        return HttpResponseRedirect(reverse("enterprise:ask"))
    if not sent:
        return _sentences(request, visit, given, typed, {})
    # Kept before it is judged, so that a change of language or a log-in in between loses nothing.
    _keep(request, given.kept() | two.kept(typed))
    wrong = two.judge(typed)
    if wrong:
        return _sentences(request, visit, given, typed, wrong, status=422)
    return _save(request, visit, given, typed)


def _save(
    request: HttpRequest, visit: Visit, given: answers.Answers, typed: Mapping[str, str]
) -> HttpResponse:
    key, publishing = key_of(request), typed.get("then") == "publish"
    try:
        demand_id = _drafted(visit, given, typed, key)
    except (Malformed, Refused) as problem:
        wrong, messages = two.placed(problem)
        status = problem.status
        return _sentences(request, visit, given, typed, wrong, messages=messages, status=status)
    request.session.pop(_KEPT, None)
    if not publishing:
        return HttpResponseRedirect(after("home", "kept"))
    # From here on there is a draft, and the home is its page: sent again it would be a second one.
    return act(
        lambda: market_verbs.publish_demand(
            key=key_of(request, "publish"), by=visit.actor, at=visit.at, demand_id=demand_id
        ),
        partial(show_home, request, visit),
        after("home", "published"),
    )


def _drafted(visit: Visit, given: answers.Answers, typed: Mapping[str, str], key: UUID) -> UUID:
    assert given.amount is not None  # the answers are complete
    return market_verbs.draft_demand(
        key=key,
        by=visit.actor,
        at=visit.at,
        amount=given.amount,
        term_months=given.months,
        purpose_code=given.purpose,
        purpose_text=typed["purpose_text"].strip(),
        innovation=False,
        repayment_source=typed["repayment_source"].strip(),
        wanted_date=given.wanted_date(visit.today),
    )


def _sentences(
    request: HttpRequest,
    visit: Visit,
    given: answers.Answers,
    typed: Mapping[str, str],
    wrong: Mapping[str, str],
    *,
    messages: tuple[Message, ...] = (),
    status: int = 200,
) -> HttpResponse:
    page = two.sentences_page(given, typed, wrong, new_id(), visit.today, messages)
    return render(request, "headrace/enterprise/sentences.html", {"page": page}, status=status)


def _page(visit: Visit, given: answers.Answers, *, judged: bool) -> AskPage:
    today = visit.today
    firm = parties.organisation(visit.actor.organisation_id)
    ranges: tuple[market.IndicativeRange, ...] = ()
    if given.amount and given.months and given.purpose:
        ranges = market.indicative(
            given.amount,
            given.months,
            given.purpose,
            on=today,
            size_class=firm.size_class or None,
            staff=firm.staff,
        )
    rule = rulebook.look_up("p2p.retail", on=today)
    return ask.ask_page(given, ranges, rule, today, judged=judged)


def _keep(request: HttpRequest, typed: Mapping[str, str]) -> None:
    """Keep what was typed until the request is saved; going back to a page loses nothing."""
    request.session[_KEPT] = _kept(request) | dict(typed)


def _kept(request: HttpRequest) -> dict[str, str]:
    kept = request.session.get(_KEPT)
    return dict(kept) if isinstance(kept, dict) else {}
