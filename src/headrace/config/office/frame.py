"""The frame of a page, worked out once for each request, however many parts a page renders."""

from typing import Any

from django.http import HttpRequest

from headrace.portals import context

_KEPT = "_frame_of_the_page"


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what the portals' own one answers; the office's pages ask many times."""
    kept = vars(request)
    if _KEPT not in kept:
        kept[_KEPT] = context.frame(request)
    answer: dict[str, Any] = kept[_KEPT]
    return answer
