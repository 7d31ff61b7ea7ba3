"""The five figures at the head of the supervisor's screen, each with its course."""

from collections.abc import Callable, Sequence
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tenor.money import Money, total_of

from headrace.portals.drawings.days import Sparkline
from headrace.portals.supervisor import pages
from headrace.portals.supervisor.flows import Custody, Week
from headrace.portals.templatetags.headrace import headline, short_day
from headrace.supervision.queries import Console


def figures(
    console: Console, weeks: Sequence[Week], custody: Custody
) -> tuple[pages.KeyFigure, ...]:
    """Return the five figures of the channel; `weeks` are the last ones, this week's last."""
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
