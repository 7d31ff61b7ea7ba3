"""The list of alerts; no party is named on it."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.kit.clock import day_of
from headrace.portals import codes
from headrace.portals.pieces import Action, Head, Mark, Message, State
from headrace.portals.supervisor import alert_words, pages
from headrace.portals.supervisor.decisions import due
from headrace.portals.templatetags.headrace import short_day
from headrace.portals.visits import Visit
from headrace.supervision.queries import AlertView


def page(
    alerts: Sequence[AlertView],
    visit: Visit,
    *,
    all_of_them: bool,
    messages: tuple[Message, ...] = (),
) -> pages.AlertsPage:
    """Return the list; what needs a decision stands first."""
    here = reverse("supervisor:alerts")
    return pages.AlertsPage(
        head=Head(_("Alerts"), _finding(alerts)),
        rows=tuple(_row(each, visit) for each in alerts),
        order=_("Sorted by what needs a decision first, then the gravest, then the newest."),
        views=(
            (Action(_("Open"), here), not all_of_them),
            (Action(_("All, closed ones too"), f"{here}?all=1"), all_of_them),
        ),
        messages=messages,
        empty=None if alerts else _empty(),
    )


def _finding(alerts: Sequence[AlertView]) -> str:
    waiting = [each for each in alerts if each.state != "closed" and each.decide_by_date]
    if not waiting:
        return _("No alert asks for a decision")
    return ngettext(
        "%(number)s alert asks for a decision",
        "%(number)s alerts ask for a decision",
        len(waiting),
    ) % {"number": len(waiting)}


def _row(alert: AlertView, visit: Visit) -> pages.AlertRow:
    return pages.AlertRow(
        kind=Mark(alert_words.kind(alert), alert_words.title(alert)),
        url=reverse("supervisor:alert", args=[alert.id]),
        second=alert_words.figures(alert),
        district=codes.word(codes.DISTRICTS, alert.district),
        raised=short_day(day_of(alert.raised_at)),
        due=due(alert, visit),
    )


def _empty() -> State:
    return State(
        "empty",
        _("No alert is open"),
        _("An alert appears here when a rule is broken, money is late, or books differ."),
        Action(_("See closed alerts"), reverse("supervisor:alerts") + "?all=1"),
    )
