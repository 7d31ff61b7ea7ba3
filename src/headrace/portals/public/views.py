"""Pages that need no desk: the parts, how pages look, and what the centre says of itself."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from headrace.portals import context
from headrace.portals.public import parts as sample

YEAR: Final = 365 * 24 * 3600
TOPICS: Final = ("complaints", "my-data")


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Every component and drawing, with figures that are made up and say so."""
    return render(request, "headrace/public/parts.html", {"parts": sample.all_parts()})


@require_safe
def words(request: HttpRequest, topic: str) -> HttpResponse:
    """Complaints; who can see my data."""
    if topic not in TOPICS:
        raise Http404(topic)
    return render(request, f"headrace/public/{topic}.html")


@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request: HttpRequest) -> HttpResponse:
    """Light or dark and high contrast: as the system says, or as the person chooses."""
    if request.method != "POST":
        return render(request, "headrace/public/appearance.html")
    answer = HttpResponseRedirect(_way_back(request))
    _keep(answer, "theme", request.POST.get("theme", ""), context.THEMES)
    _keep(answer, "contrast", request.POST.get("contrast", ""), ("more",))
    return answer


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return reverse("public:appearance")


def _keep(answer: HttpResponse, name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value in allowed:
        answer.set_cookie(name, value, max_age=YEAR, httponly=True, samesite="Lax")
    else:
        answer.delete_cookie(name, samesite="Lax")
