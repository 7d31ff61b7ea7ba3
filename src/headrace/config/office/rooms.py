"""How the back office looks, and what its side bar leads to (`UNFOLD` in the settings)."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import pgettext_lazy

APPEARANCE: dict[str, Any] = {
    "SITE_TITLE": pgettext_lazy("office", "Headrace back office"),
    "SITE_HEADER": pgettext_lazy("office", "Back office"),
    "SITE_SYMBOL": "water_drop",
    "SITE_URL": "/",
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
