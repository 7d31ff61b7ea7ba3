"""Alerts: the list without names, and one of them opened."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.kit.clock import day_of
from headrace.kit.ids import new_id
from headrace.portals import codes
from headrace.portals.pieces import Action, Fact, Field, Head, Mark, Message, State
from headrace.portals.supervisor import alert_words, pages
from headrace.portals.supervisor.console import due
from headrace.portals.supervisor.reading import Party
from headrace.portals.templatetags.headrace import moment, short_day
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


def opened(
    alert: AlertView,
    party: Party | None,
    visit: Visit,
    *,
    acts: bool,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    messages: tuple[Message, ...] = (),
) -> pages.AlertPage:
    """Return one alert; `acts` if this reader may take it up and close it."""
    may = acts and alert.state != "closed"
    note = Field(
        "note",
        _("Why it is closed"),
        typed.get("note", ""),
        _("At least ten letters; it stands in the audit feed."),
        errors.get("note", ""),
        kind="area",
    )
    return pages.AlertPage(
        head=Head(
            codes.word(codes.DISTRICTS, alert.district),
            alert_words.title(alert),
            back=Action(_("Alerts"), reverse("supervisor:alerts")),
        ),
        facts=_facts(alert, party, visit),
        take_up=_take_up(alert) if may and alert.state != "acting" else None,
        close_at=reverse("supervisor:close", args=[alert.id]) if may else "",
        key=typed.get("key", str(new_id())),
        note=note if may else None,
        wrong=(note,) if note.error else (),
        links=_links(party) if acts and party else (),
        messages=messages,
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


def _facts(alert: AlertView, party: Party | None, visit: Visit) -> tuple[Fact, ...]:
    figures = alert_words.figures(alert)
    known = (
        Fact(_("Whom it concerns"), party.name, party.uscc) if party else None,
        Fact(_("Raised"), moment(alert.raised_at)),
        Fact(_("Figures"), figures) if figures else None,
        Fact(_("Due"), "", mark=due(alert, visit)),
        Fact(_("Note"), alert.note) if alert.note else None,
    )
    return tuple(each for each in known if each is not None)


def _take_up(alert: AlertView) -> Action:
    return Action(
        _("Take it up"),
        reverse("supervisor:take-up", args=[alert.id]),
        "post",
        key=str(new_id()),
    )


def _links(party: Party) -> tuple[Action, ...]:
    here = reverse("supervisor:freeze")
    return (Action(_("Freeze this party's accounts"), f"{here}?organisation={party.id}"),)


def _empty() -> State:
    return State(
        "empty",
        _("No alert is open"),
        _("An alert appears here when a rule is broken, money is late, or books differ."),
        Action(_("See closed alerts"), reverse("supervisor:alerts") + "?all=1"),
    )
