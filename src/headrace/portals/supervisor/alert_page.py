"""One alert, opened: whom it concerns, what is known of it, and what an officer can do."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.kit.ids import new_id
from headrace.portals import codes
from headrace.portals.pieces import Action, Fact, Field, Head, Message
from headrace.portals.supervisor import alert_words, pages
from headrace.portals.supervisor.decisions import due
from headrace.portals.supervisor.party import Party
from headrace.portals.templatetags.headrace import moment
from headrace.portals.visits import Visit
from headrace.supervision.queries import AlertView


def page(
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
