"""The daily sales of a firm as a picture, or why there is none."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.evidence import queries as evidence
from headrace.portals import codes, wording
from headrace.portals.drawings.days import DailyBars
from headrace.portals.enterprise.around import DAYS_SHOWN, Around
from headrace.portals.pieces import Action, State
from headrace.portals.templatetags.headrace import (
    moment,
)


def sales_picture(sales: Sequence[evidence.DaySales], today: date) -> DailyBars | None:
    """Return a bar for each of the last days, days without a sale included."""
    if not sales:
        return None
    by_day = {each.day: each.sum_minor / 100_000 for each in sales}
    days = [today - timedelta(days=back) for back in range(DAYS_SHOWN - 1, -1, -1)]
    values = tuple(max(0.0, by_day.get(day, 0.0)) for day in days)
    labels = tuple(
        (k, wording.short_day(day, codes.language()))
        for k, day in enumerate(days)
        if k % 21 == 0 and k < DAYS_SHOWN - 10
    )
    sentence = _("%(now)s thousand a day in the last four weeks, %(before)s in the four before.")
    half = DAYS_SHOWN // 2
    facts = {
        "now": f"{sum(values[half:]) / half:,.1f}",
        "before": f"{sum(values[:half]) / half:,.1f}",
    }
    return DailyBars(values, labels, _("Daily sales, ¥ thousand"), sentence % facts)


def sales_note(around: Around) -> str:
    event = around.last_event
    if event is None:
        return ""
    source = _("from your own books") if event.self_declared else _("from your tax invoices")
    note = f"{source} · {moment(event.received_at)}"
    self_made = _("self-made")
    return f"{note} · {self_made}" if around.self_made else note


def sales_missing(around: Around) -> State | None:
    if around.sales:
        return None
    event = around.last_event
    words = (
        _("The last invoice that reached us is of %(day)s.")
        % {"day": wording.long_day(event.issue_date, codes.language())}
        if event
        else _("No invoice has reached us yet.")
    )
    return State(
        "empty",
        _("No sales in the last eight weeks"),
        words,
        Action(_("How invoices get here, and who sees them"), reverse("enterprise:help")),
    )
