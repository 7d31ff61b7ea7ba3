"""Expected refusals as pages: what is wrong, what would put it right, the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from headrace.kit.errors import CentreError


@dataclass(frozen=True, slots=True)
class Refusal:
    """The page model of a refusal."""

    title: str
    what: str
    remedy: str
    back: str
    note: str = ""


class RefusalPages:
    """
    Middleware: a `CentreError` that a page raises becomes a page of the same status.

    The api answers its own; anything that is no `CentreError` is a fault and stays one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Answer an expected refusal; leave everything else to Django."""
        if not isinstance(problem, CentreError):
            return None
        refusal = Refusal(
            title=gettext(problem.title),
            what=problem.explain(gettext),
            remedy=problem.advise(gettext),
            back=_page_before(request),
        )
        return render(request, "headrace/refusal.html", {"refusal": refusal}, status=problem.status)


def _page_before(request: HttpRequest) -> str:
    """The page the person came from, if it is one of ours."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return ""
    return f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
