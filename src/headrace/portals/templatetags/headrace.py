"""What templates need: figures and days in the page's language, marks, drawings, sheets."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final, Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from headrace.portals import wording
from headrace.portals.drawings import marks, svg

register = template.Library()
SETS: Final = {"column": svg.COLUMN, "full": svg.FULL}


class Small(Protocol):
    """A drawing for a row or a cell, of one size."""

    def small(self) -> str:
        """The drawing."""
        ...


class Amount(Protocol):
    """Money as the domain holds it."""

    @property
    def amount(self) -> Decimal:
        """In whole units, exact to the fen."""
        ...

    @property
    def currency(self) -> str:
        """ISO 4217."""
        ...


def _language() -> str:
    return get_language() or "en"


def _parted(money: Amount | Decimal | int) -> tuple[Decimal, str]:
    if isinstance(money, Decimal | int):
        return Decimal(money), "CNY"
    return money.amount, money.currency


@register.filter
def headline(money: Amount | Decimal | int) -> str:
    """An amount rounded for a title; a bare number is yuan."""
    amount, currency = _parted(money)
    return wording.headline(amount, _language(), currency)


@register.filter
def exact(money: Amount | Decimal | int) -> str:
    """An amount to the fen with its currency; a bare number is yuan."""
    amount, currency = _parted(money)
    return wording.exact(amount, _language(), currency)


@register.filter
def fen(money: Amount | Decimal | int) -> str:
    """An amount to the fen for a column whose head names the currency."""
    return wording.figure(_parted(money)[0], 2)


@register.filter
def count(number: Decimal | int) -> str:
    """A whole number with its separators."""
    return wording.figure(Decimal(number))


@register.filter
def read_back(money: Amount | Decimal | int) -> str:
    """An amount in words beside its field."""
    return wording.read_back(_parted(money)[0], _language())


@register.filter
def percent(share: Decimal, places: int = 1) -> str:
    """A share as a percentage with its space."""
    return wording.percent(share, places)


@register.filter
def day(on: date) -> str:
    """Thu 26 Nov."""
    return wording.day(on, _language())


@register.filter
def short_day(on: date) -> str:
    """26 Nov."""
    return wording.short_day(on, _language())


@register.filter
def long_day(on: date) -> str:
    """3 March 2026."""
    return wording.long_day(on, _language())


@register.filter
def full_day(at: datetime) -> str:
    """23 November 2026, Monday: the day of an instant in the town."""
    return wording.full_day(at.astimezone(wording.TOWN_ZONE).date(), _language())


@register.filter
def moment(at: datetime) -> str:
    """Thu 26 Nov, 18:00."""
    return wording.moment(at, _language())


@register.filter
def clock(at: datetime) -> str:
    """18:00."""
    return wording.clock(at)


@register.filter
def age(span: timedelta) -> str:
    """2 h, 3 d, 19 months."""
    return wording.age(span, _language())


@register.filter
def with_unit(words: str) -> SafeString:
    """The unit behind a figure smaller and lighter: 8.64 and then 万元."""
    figure, gap, unit = str(words).rpartition(wording.NBSP)
    if not gap:
        return format_html("{}", words)
    return format_html('{}{}<span class="unit">{}</span>', figure, gap, unit)


@register.simple_tag
def mark(kind: str, words: str) -> SafeString:
    """A status: shape, colour and word together."""
    return format_html(
        '<span class="mark mark-{}">{}<span>{}</span></span>', kind, sign(kind), words
    )


@register.simple_tag
def sign(kind: str) -> SafeString:
    """The shape alone, for a list whose words stand beside it."""
    return SafeString(marks.status(kind))


@register.simple_tag
def vouch_sign(kind: str) -> SafeString:
    """The shape of a provenance."""
    return SafeString(marks.provenance(kind))


@register.simple_tag
def logo() -> SafeString:
    """The line that runs onto a wheel."""
    return SafeString(marks.logo())


@register.simple_tag
def station(kind: str) -> SafeString:
    """A station of the channel alone, for the chooser and the key figures."""
    return SafeString(marks.station(kind))


@register.simple_tag
def swatch(kind: str) -> SafeString:
    """The small sample of a legend: paid, interest, missing, to-come, band."""
    return SafeString(marks.swatch(kind))


@register.simple_tag
def small(drawing: Small) -> SafeString:
    """A drawing of one size inside a row."""
    return SafeString(drawing.small())


@register.inclusion_tag("headrace/parts/drawing.html")
def drawing(
    picture: svg.Picture, room: str = "column", twin: bool = True, legend: str = "", said: str = ""
) -> dict[str, Any]:
    """
    A drawing in every width of its room, of which the stylesheet shows one, and its table.

    `room` is "column" or "full"; `legend` names a partial, `said` is a line under the drawing.
    """
    table = picture.twin() if twin else None
    return {"pictures": _widths(picture, room), "twin": table, "legend": legend, "said": said}


@register.simple_block_tag
def sheet(content: str, title: str, note: str = "", css: str = "") -> SafeString:
    """A section under an ink line: its title, a note at the right, its content."""
    aside = format_html('<span class="note">{}</span>', note) if note else ""
    return format_html(
        '<section class="sheet {}"><div class="sheet-head"><h2>{}</h2>{}</div>{}</section>',
        css,
        title,
        aside,
        content,
    )


def _widths(picture: svg.Picture, room: str) -> SafeString:
    """Every size with the widths between which it is shown."""
    chosen = SETS[room]
    shown = [f"from-{0 if place == 0 else width}" for place, width in enumerate(chosen)]
    until = [f"until-{wider}" for _narrower, wider in pairwise(chosen)] + [""]
    drawn = (
        picture.svg(width).replace('class="picture', f'class="picture {start} {end}'.rstrip(), 1)
        for width, start, end in zip(chosen, shown, until, strict=True)
    )
    return SafeString("".join(drawn))
