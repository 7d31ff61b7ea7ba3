"""How the back office looks, and what its side bar leads to (`UNFOLD` in the settings)."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import pgettext_lazy

# The house's one accent: 600 is its colour on light ground, 500 the one on dark ground.
_RACE = {
    "50": "#f1f5f5",
    "100": "#ddecef",
    "200": "#cfe3e8",
    "300": "#9cc6d1",
    "400": "#66c4da",
    "500": "#66c4da",
    "600": "#0a5c74",
    "700": "#084b5f",
    "800": "#06364a",
    "900": "#06364a",
    "950": "#003a4d",
}


def _mark(_request: HttpRequest) -> str:
    return static("headrace/mark.svg")


APPEARANCE: dict[str, Any] = {
    "SITE_TITLE": pgettext_lazy("office", "Headrace back office"),
    "SITE_HEADER": pgettext_lazy("office", "Back office"),
    "SITE_SYMBOL": "water_drop",
    "SITE_FAVICONS": [{"rel": "icon", "href": _mark, "type": "image/svg+xml"}],
    "SITE_URL": "/",
    "COLORS": {"primary": _RACE},
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": True,
    "SIDEBAR": {"navigation": "headrace.config.office.rooms.side_bar"},
}


def side_bar(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the work of the day, then the tables of every package."""
    # The settings import this module before there are any tables.
    from django.contrib.admin import site

    from headrace.config.office import parked
    from headrace.kit.admin_base import word

    work = {
        "title": capfirst(str(word("work of the day"))),
        "items": [
            {
                "title": capfirst(str(word("parked entries"))),
                "icon": "pause_circle",
                "link": reverse("admin:parked"),
                "badge": parked.count(),
            }
        ],
    }
    tables = [
        {
            "title": each["name"],
            "collapsible": True,
            "items": [
                {"title": table["name"], "link": table["admin_url"]} for table in each["models"]
            ],
        }
        for each in site.get_app_list(request)
    ]
    return [work, *tables]
