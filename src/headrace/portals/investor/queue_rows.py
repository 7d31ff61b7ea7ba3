"""A file of the queue as a row: how much, how sure, whose turn, how long it has been open."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.kit.actors import Actor
from headrace.market.queries import QueueRow, Turn
from headrace.portals import codes, names
from headrace.portals.drawings.days import Sparkline
from headrace.portals.drawings.gauges import Checks
from headrace.portals.investor import grades, pages
from headrace.portals.investor import turns as turns_of
from headrace.portals.templatetags.headrace import age
from headrace.portals.wording import figure


def row(row: QueueRow, turn: Turn, actor: Actor, at: datetime, *, first: bool) -> pages.QueueRow:
    """Return a row; `first` is the one that the page's button opens."""
    sales = tuple(float(minor) / 100 for minor in row.sales_weeks)
    return pages.QueueRow(
        firm=names.said(row.firm_name),
        url=reverse("investor:dossier", args=[row.demand_id]),
        second=_("%(district)s, %(industry)s, %(staff)s staff")
        % {
            "district": codes.word(codes.DISTRICTS, row.district),
            "industry": codes.word(codes.INDUSTRIES, row.industry),
            "staff": row.staff,
        },
        amount=figure(row.amount.amount),
        terms=_("%(model)s, %(months)s m")
        % {"model": codes.named(row.model_name).lower(), "months": row.term_months},
        checks=Checks(row.checks_done, row.checks_required),
        turn=turns_of.mark(turn, at, mine=turns_of.is_mine(turn, actor)),
        band=grades.band(row.grade, row.grade_high, row.grade_low),
        sales=Sparkline(sales, _("Sales of 26 weeks")) if any(sales) else None,
        selected=first,
        waited=age(at - row.published_at) if row.published_at else "",
    )
