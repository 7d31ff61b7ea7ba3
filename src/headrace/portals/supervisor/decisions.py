"""What asks for a decision on the supervisor's screen, and by when."""

from collections.abc import Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.kit.clock import day_of
from headrace.portals.pieces import Action, Mark, State
from headrace.portals.supervisor import alert_words, pages
from headrace.portals.templatetags.headrace import short_day
from headrace.portals.visits import Visit
from headrace.supervision.queries import AlertView, Console

_ON_SCREEN: Final = 5


def rows(alerts: Sequence[AlertView], visit: Visit) -> tuple[pages.DecisionRow, ...]:
    """Return the first few open alerts; `alerts` come with what needs a decision first."""
    return tuple(_decision(each, visit) for each in alerts[:_ON_SCREEN])


def due(alert: AlertView, visit: Visit) -> Mark:
    """Return by when an alert asks for a decision, or what became of it."""
    if alert.state == "closed":
        day = short_day(day_of(alert.closed_at)) if alert.closed_at else ""
        return Mark("done", _("closed %(day)s") % {"day": day})
    if alert.decide_by_date is None:
        return Mark("wait", _("for your information"))
    words = {"day": short_day(alert.decide_by_date)}
    if alert.decide_by_date < visit.today:
        return Mark("late", _("since %(day)s") % words)
    if alert.state == "acting":
        return Mark("part", _("taken up, by %(day)s") % words)
    return Mark("turn", _("by %(day)s") % words)


def note(console: Console) -> str:
    """Return how many of the open alerts ask for a decision."""
    return ngettext(
        "%(decide)s of %(open)s open alert",
        "%(decide)s of %(open)s open alerts",
        console.open_alerts,
    ) % {"decide": len(console.decisions), "open": console.open_alerts}


def none(console: Console) -> State:
    """Return what stands in their place when no alert is open."""
    return State(
        "empty",
        _("Nothing asks for a decision"),
        _("What does appears here with the day by which it is due."),
        Action(_("See all alerts"), reverse("supervisor:alerts")) if console.open_alerts else None,
    )


def _decision(alert: AlertView, visit: Visit) -> pages.DecisionRow:
    return pages.DecisionRow(
        Mark(alert_words.kind(alert), alert_words.title(alert)),
        alert_words.second(alert),
        due(alert, visit),
        reverse("supervisor:alert", args=[alert.id]),
    )
