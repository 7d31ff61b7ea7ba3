"""The frame of every page: town, day, pack in force, language, desk and tabs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headrace.kit import clock
from headrace.parties import queries as parties
from headrace.portals import desks, names
from headrace.rulebook import queries

LANGUAGES: Final = {"en": "English", "zh-hans": "简体中文"}
THEMES: Final = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab with its address."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Pack:
    """The policy pack in force, as the town strip names it; `url` is empty without a rules page."""

    code: str
    version: str
    url: str


@dataclass(frozen=True, slots=True)
class Frame:
    """
    Everything around a page. `theme` and `contrast` are empty unless the person chose them.

    `person` is the organisation of who is logged in, empty for a stranger.
    """

    town: str
    at: datetime
    pack: Pack | None
    desk: str
    css: str
    tabs: tuple[Tab, ...]
    here: str
    other_language: str
    other_language_name: str
    theme: str
    contrast: str
    shows_time: bool
    person: str = ""
    demo: bool = False


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: the page's `frame`."""
    at = clock.now()
    match = request.resolver_match
    desk = desks.DESKS.get(match.namespace if match else "", desks.PUBLIC)
    language = get_language() or "en"
    other = "en" if language.startswith("zh") else "zh-hans"
    theme = request.COOKIES.get("theme", "")
    contrast = request.COOKIES.get("contrast", "")
    built = Frame(
        town=_("Lunxi"),
        at=at,
        pack=pack_in_force(at),
        desk=str(desk.name),
        css=desk.css,
        tabs=_tabs(desk, match.view_name if match else ""),
        here=request.get_full_path(),
        other_language=other,
        other_language_name=LANGUAGES[other],
        theme=theme if theme in THEMES else "",
        contrast="more" if contrast == "more" else "",
        shows_time=False,
        person=_person(request),
        demo=settings.DEMO,
    )
    return {"frame": built}


def _person(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    known = parties.organisations([user.organisation_id])
    return names.said(known[user.organisation_id].name) if known else ""


def pack_in_force(at: datetime) -> Pack | None:
    """The pack that governs the market on that day; none before packs are loaded."""
    try:
        found = queries.pack_in_force(clock.day_of(at))
    except queries.RuleNotFound:
        return None
    return Pack(found.name, str(found.version), address("public:rules"))


def _tabs(desk: desks.Desk, view: str) -> tuple[Tab, ...]:
    found = ((tab, address(tab.view)) for tab in desk.tabs)
    return tuple(Tab(str(tab.label), url, tab.leads_to(view)) for tab, url in found if url)


def address(view: str) -> str:
    """The address of a view; none while the desk's page is not part of this installation."""
    try:
        return reverse(view)
    except NoReverseMatch:
        return ""
