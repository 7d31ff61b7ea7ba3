"""Asking for money: three questions, ranges while one types, two sentences, publish or keep."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from headrace.kit.errors import Malformed, Refused
from headrace.kit.ids import new_id
from headrace.market import queries as market
from headrace.market import services as market_verbs
from headrace.parties import queries as parties
from headrace.portals.enterprise import answers, ask, told
from headrace.portals.enterprise.pages import AskPage
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
        request.session[_KEPT] = given.kept()
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
    request.session[_KEPT] = given.kept()
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
    wrong = ask.judge_sentences(typed) if sent else {}
    if sent and not wrong:
        return _save(request, visit, given, typed)
    return _sentences_page(request, visit, given, typed, wrong, status=422 if wrong else 200)


def _save(
    request: HttpRequest, visit: Visit, given: answers.Answers, typed: Mapping[str, str]
) -> HttpResponse:
    key, actor, at = key_of(request), visit.actor, visit.at
    if given.amount is None:
        return HttpResponseRedirect(reverse("enterprise:ask"))
    try:
        demand_id = market_verbs.draft_demand(
            key=key,
            by=actor,
            at=at,
            amount=given.amount,
            term_months=given.months,
            purpose_code=given.purpose,
            purpose_text=typed["purpose_text"].strip(),
            innovation=False,
            repayment_source=typed["repayment_source"].strip(),
            wanted_date=given.wanted_date(visit.today),
        )
        if typed.get("then") == "publish":
            market_verbs.publish_demand(
                key=key_of(request, "publish"), by=actor, at=at, demand_id=demand_id
            )
    except (Malformed, Refused) as problem:
        return _sentences_page(
            request, visit, given, typed, {}, problem=problem, status=problem.status
        )
    request.session.pop(_KEPT, None)
    done = "published" if typed.get("then") == "publish" else "kept"
    return HttpResponseRedirect(f"{reverse('enterprise:home')}?done={done}")


def _sentences_page(
    request: HttpRequest,
    visit: Visit,
    given: answers.Answers,
    typed: Mapping[str, str],
    wrong: Mapping[str, str],
    *,
    problem: Malformed | Refused | None = None,
    status: int,
) -> HttpResponse:
    messages = (told.not_done(problem),) if problem else ()
    page = ask.sentences_page(given, typed, wrong, new_id(), visit.today, messages)
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


def _kept(request: HttpRequest) -> dict[str, str]:
    kept = request.session.get(_KEPT)
    return dict(kept) if isinstance(kept, dict) else {}
