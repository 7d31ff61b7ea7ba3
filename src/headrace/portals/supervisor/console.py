"""The supervisor's one screen: a judgement, the flows, heat, decisions, the ceiling, rules."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.portals import codes
from headrace.portals.pieces import Action, Head, Mark, State
from headrace.portals.supervisor import (
    console_pictures,
    console_rules,
    decisions,
    key_figures,
    pages,
)
from headrace.portals.supervisor.flows import Custody, Week
from headrace.portals.templatetags.headrace import percent
from headrace.portals.visits import Visit
from headrace.rulebook.queries import SeriesPoint
from headrace.supervision.queries import AlertView, Console, Histogram


def page(
    console: Console,
    alerts: Sequence[AlertView],
    weeks: Sequence[Week],
    custody: Custody,
    prime: SeriesPoint | None,
    visit: Visit,
) -> pages.ConsolePage:
    """
    Return the screen.

    :param alerts: the open ones, what needs a decision first
    :param weeks: the last ones, this week's last
    :param prime: the LPR that the ceiling is a multiple of
    """
    heat = console_pictures.heat(console.heat)
    offers = console.offers
    return pages.ConsolePage(
        head=_head(console, visit),
        figures=key_figures.figures(console, weeks, custody),
        heat=heat,
        heat_note=_("district × model"),
        decisions=decisions.rows(alerts, visit),
        decisions_note=decisions.note(console),
        no_decision=None if alerts else decisions.none(console),
        offers=console_pictures.histogram(console, prime) if offers.offers else None,
        offers_note=_offers_note(offers),
        offers_mark=_near(offers) if offers.offers else None,
        no_offers=None if offers.offers else _no_offers(console),
        rules=console_rules.for_console(console.rules, console.ceiling),
    )


def _head(console: Console, visit: Visit) -> Head:
    place = codes.word(codes.DISTRICTS, visit.actor.district)
    number = len(console.decisions)
    if not number:
        finding = _("%(place)s today: sound, nothing waits") % {"place": place}
    elif any(each.severity == "grave" for each in console.decisions):
        finding = ngettext(
            "%(place)s today: %(number)s decision waits, one of them grave",
            "%(place)s today: %(number)s decisions wait, the gravest first",
            number,
        ) % {"place": place, "number": number}
    else:
        finding = ngettext(
            "%(place)s today: sound, %(number)s place to look at",
            "%(place)s today: sound, %(number)s places to look at",
            number,
        ) % {"place": place, "number": number}
    return Head(
        "",
        finding,
        other_act=Action(_("Freeze an account"), reverse("supervisor:freeze")),
    )


def _no_offers(console: Console) -> State:
    return State(
        "empty",
        _("No offer was made this week"),
        _("The ceiling stands at %(ceiling)s.") % {"ceiling": percent(console.ceiling.rate)},
    )


def _offers_note(offers: Histogram) -> str:
    return _("%(offers)s this week, all-in cost, %(above)s over") % {
        "offers": offers.offers,
        "above": offers.above,
    }


def _near(offers: Histogram) -> Mark:
    if not offers.near:
        return Mark("done", _("none within half a point of it"))
    return Mark("near", _("%(near)s within half a point of it") % {"near": offers.near})
