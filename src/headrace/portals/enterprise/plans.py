"""A dated plan as bars and sentences, for the owner's home and the contract."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from tenor.schedule import Instalment

from headrace.contracts import queries as contracts
from headrace.portals import codes, wording
from headrace.portals.drawings.plan import Plan, PlanBar
from headrace.portals.templatetags.headrace import exact

_TALL, _LOW = 96, 44


def plan_of(rows: Sequence[contracts.PlanRow], today: date, *, low: bool = False) -> Plan:
    """Return the instalments of a loan; the triangle stands over the first unpaid one."""
    paid = len([each for each in rows if each.state == "paid"])
    unpaid = next((k for k, each in enumerate(rows) if each.state != "paid"), None)
    bars = tuple(
        PlanBar(
            wording.month(each.due_date, codes.language()),
            each.principal.amount,
            each.interest.amount,
            each.paid_principal.amount + each.paid_interest.amount,
            each.state == "late" or each.due_date < today,
        )
        for each in rows
    )
    words = _("%(paid)s of %(all)s instalments are paid.") % {"paid": paid, "all": len(rows)}
    return Plan(bars, words, unpaid, _LOW if low else _TALL)


def planned(instalments: Sequence[Instalment]) -> Plan:
    """Return a plan that is not yet dated by a drawdown: all of it to come."""
    bars = tuple(
        PlanBar(
            wording.month(each.due_date, codes.language()),
            each.principal.amount,
            each.interest.amount,
        )
        for each in instalments
    )
    return Plan(bars, repaid_how(instalments))


def repaid_how(instalments: Sequence[Instalment]) -> str:
    """Return the plan in words: 6 equal months of ¥69,413.61; else from the first to the last."""
    if not instalments:
        return _("No instalments.")
    first, last = instalments[0].total, instalments[-1].total
    facts = {"count": len(instalments), "first": exact(first), "last": exact(last)}
    # The last one takes the remainder of the rounding.
    level = [each.total for each in instalments[:-1]] or [first]
    if min(level) == max(level) and abs(last.minor - first.minor) < 100 * len(instalments):
        return _("%(count)s equal months of %(first)s") % facts
    return _("%(count)s months, the first %(first)s, the last %(last)s") % facts
