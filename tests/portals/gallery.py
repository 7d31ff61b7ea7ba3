"""Every page with its sample values, under the addresses' names of its desk, for the browser."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from tests.portals.samples import offers, officer, owner, town

PAGES: dict[str, dict[str, Callable[[], Any]]] = {
    "enterprise": {
        "home": owner.home,
        "ask": offers.ask,
        "offers": offers.offers,
        "contract": owner.contract,
    },
    "investor": {"queue": officer.queue, "dossier": officer.dossier},
    "supervisor": {"console": town.console, "audit": town.audit, "freeze": town.freeze},
}


def show(request: HttpRequest, desk: str, name: str, page: Callable[[], Any]) -> HttpResponse:
    """Render a page's template with its sample."""
    return render(request, f"headrace/{desk}/{name}.html", {"page": page()})


def _desk(desk: str) -> Any:
    patterns = [
        path(f"{name}/", show, {"desk": desk, "name": name, "page": page}, name=name)
        for name, page in PAGES[desk].items()
    ]
    return path(f"gallery/{desk}/", include((patterns, desk)))


urlpatterns = [
    path("language/", include("django.conf.urls.i18n")),
    path("", include("headrace.portals.public.urls")),
    path(
        "gallery/public/chooser/", show, {"desk": "public", "name": "chooser", "page": town.chooser}
    ),
    path(
        "gallery/wrong/",
        show,
        {"desk": "enterprise", "name": "ask", "page": lambda: offers.ask(wrong=True)},
    ),
    *(_desk(desk) for desk in PAGES),
]
