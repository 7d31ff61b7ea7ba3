"""The live feed of a firm's invoices: day by day, and the latest of them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from headrace.evidence.queries import DaySales, EventView
from headrace.portals.drawings.days import DailyBars
from headrace.portals.investor import pages
from headrace.portals.pieces import Mark
from headrace.portals.templatetags.headrace import clock, moment, short_day
from headrace.portals.wording import figure

_THOUSAND: Final = Decimal(100_000)


def sales(days: Sequence[DaySales], today: date) -> DailyBars | None:
    """Return eight weeks of daily sales in thousand yuan; None if nothing was sold."""
    if not days:
        return None
    sums = {each.day: Decimal(each.sum_minor) / _THOUSAND for each in days}
    first = today - timedelta(days=55)
    course = [first + timedelta(days=k) for k in range(56)]
    values = tuple(float(max(Decimal(0), sums.get(day, Decimal(0)))) for day in course)
    average = figure(Decimal(str(sum(values))) / len(values), 1)
    return DailyBars(
        values,
        tuple((k, short_day(course[k])) for k in (0, 14, 28, 42)),
        _("Daily sales, ¥ thousand"),
        _("%(average)s thousand yuan a day on average over eight weeks.") % {"average": average},
    )


def sales_note(events: Iterable[EventView]) -> str:
    """Return when the feed last spoke."""
    last = max((each.received_at for each in events), default=None)
    if last is None:
        return _("daily, ¥ thousand")
    return _("daily, ¥ thousand, last event %(moment)s") % {"moment": moment(last)}


def live(events: Iterable[EventView], at: datetime) -> tuple[pages.LiveRow, ...]:
    """Return the latest sales; the partner's name is masked at the source."""
    sold = [each for each in events if each.direction == "sale"][:6]
    return tuple(
        pages.LiveRow(
            at=_when(each.happened_at, at),
            who=each.counterparty,
            amount=figure(Decimal(each.amount_minor) / 100, 2),
            mark=_event_mark(each),
        )
        for each in sold
    )


def _when(happened_at: datetime, at: datetime) -> str:
    if at - happened_at < timedelta(hours=12):
        return clock(happened_at)
    return moment(happened_at)


def _event_mark(event: EventView) -> Mark:
    if event.voided:
        return Mark("refused", _("voided"))
    if event.amount_minor < 0:
        return Mark("near", _("credit note"))
    if event.self_declared:
        return Mark("wait", _("said by the firm"))
    return Mark("done", _("from the tax office"))
