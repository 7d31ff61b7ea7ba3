"""The supervisor's one screen: a judgement, the flows, heat, decisions, the ceiling, rules."""

from collections.abc import Callable, Sequence
from typing import Final, Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tenor.money import Money, total_of

from headrace.kit.clock import day_of
from headrace.portals import codes
from headrace.portals.drawings.days import Sparkline
from headrace.portals.pieces import Action, Head, Mark, State
from headrace.portals.supervisor import alert_words, console_pictures, pages, rule_words
from headrace.portals.supervisor.reading import Custody, Week
from headrace.portals.templatetags.headrace import headline, percent, short_day
from headrace.portals.visits import Visit
from headrace.rulebook.queries import SeriesPoint
from headrace.supervision.queries import AlertView, Console, Histogram

_ON_SCREEN: Final = 5


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
        figures=_figures(console, weeks, custody),
        heat=heat,
        heat_note=_("district × model"),
        decisions=tuple(_decision(each, visit) for each in alerts[:_ON_SCREEN]),
        decisions_note=_decisions_note(console),
        no_decision=None if alerts else _nothing(console),
        offers=console_pictures.histogram(console, prime) if offers.offers else None,
        offers_note=_offers_note(offers),
        offers_mark=_near(offers) if offers.offers else None,
        no_offers=None if offers.offers else _no_offers(console),
        rules=rule_words.for_console(console.rules, console.ceiling),
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


def _figures(
    console: Console, weeks: Sequence[Week], custody: Custody
) -> tuple[pages.KeyFigure, ...]:
    flows = console.flows
    late = console.late_over_30
    on = short_day(console.closed_on) if console.closed_on else _("not counted yet")
    return (
        _flow("ring", _("Paid in"), flows.paid_in, weeks, lambda week: week.paid_in),
        pages.KeyFigure(
            "basin",
            _("Held in custody"),
            headline(custody.held),
            _course(_("Held in custody"), [week.held for week in weeks]),
            _books(custody),
        ),
        _flow("wheel", _("Released to firms"), flows.released, weeks, lambda week: week.released),
        _flow("ring", _("Repaid"), flows.repaid, weeks, lambda week: week.repaid),
        pages.KeyFigure(
            "late",
            _("Late over 30 days"),
            headline(late),
            compared=_("as of %(on)s") % {"on": on},
            calm=not late.minor,
        ),
    )


def _flow(
    station: Literal["ring", "wheel"],
    label: str,
    amount: Money,
    weeks: Sequence[Week],
    of: Callable[[Week], Money],
) -> pages.KeyFigure:
    course = [of(week) for week in weeks]
    return pages.KeyFigure(
        station,
        label,
        headline(amount),
        _course(label, course),
        _("this week; in 12 weeks %(amount)s") % {"amount": headline(total_of(course))},
    )


def _course(label: str, amounts: Sequence[Money]) -> Sparkline | None:
    values = tuple(float(each.amount) for each in amounts)
    words = _("%(label)s, 12 weeks") % {"label": label}
    return Sparkline(values, words, width=190, height=40) if any(values) else None


def _books(custody: Custody) -> str:
    if not custody.differences:
        return _("books match the bank")
    return ngettext(
        "%(number)s difference with the bank is open",
        "%(number)s differences with the bank are open",
        custody.differences,
    ) % {"number": custody.differences}


def _decision(alert: AlertView, visit: Visit) -> pages.DecisionRow:
    return pages.DecisionRow(
        Mark(alert_words.kind(alert), alert_words.title(alert)),
        alert_words.second(alert),
        due(alert, visit),
        reverse("supervisor:alert", args=[alert.id]),
    )


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


def _decisions_note(console: Console) -> str:
    return ngettext(
        "%(decide)s of %(open)s open alert",
        "%(decide)s of %(open)s open alerts",
        console.open_alerts,
    ) % {"decide": len(console.decisions), "open": console.open_alerts}


def _nothing(console: Console) -> State:
    return State(
        "empty",
        _("Nothing asks for a decision"),
        _("What does appears here with the day by which it is due."),
        Action(_("See all alerts"), reverse("supervisor:alerts")) if console.open_alerts else None,
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
