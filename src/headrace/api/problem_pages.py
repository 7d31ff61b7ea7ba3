"""What stands behind the `type` of a problem document: a page for the one who follows it."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from headrace.api.problems import answer, kinds
from headrace.kit.errors import NotFound


def kind_of_problem(_request: HttpRequest, package: str, name: str) -> HttpResponse:
    """Explain a kind of problem: when it is raised, its status, what it says and advises."""
    kind = kinds().get(f"{package}/{name}")
    if kind is None:
        return answer(NotFound())
    return JsonResponse(
        {
            "type": f"/problems/{kind.code()}",
            "status": kind.status,
            "title": kind.title,
            "meaning": (kind.__doc__ or "").strip(),
            "says": kind.message,
            "advises": kind.remedy,
        }
    )


def nothing_here(_request: HttpRequest, **_path: str) -> HttpResponse:
    """Answer an address under /api/ that nothing is served at."""
    return answer(NotFound())
