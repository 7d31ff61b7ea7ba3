"""What an alert says beside its title: the figures behind it, never a name."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tenor.money import Money

from headrace.portals import codes
from headrace.portals.pieces import MarkKind
from headrace.portals.templatetags.headrace import headline, percent
from headrace.supervision.queries import AlertView

Facts = Mapping[str, Any]
KINDS: Final[Mapping[str, MarkKind]] = {"grave": "refused", "watch": "near", "notice": "wait"}


def title(alert: AlertView) -> str:
    """Return an alert's sentence in the language of the page."""
    return _(alert.title)


def kind(alert: AlertView) -> MarkKind:
    """Return the mark of an alert: grave, to be watched, or news."""
    return KINDS.get(alert.severity, "wait")


def second(alert: AlertView) -> str:
    """Return what is known of it beside its title: place and figures."""
    place = codes.word(codes.DISTRICTS, alert.district)
    more = _figures(alert.facts)
    return _("%(place)s: %(more)s") % {"place": place, "more": more} if more else place


def figures(alert: AlertView) -> str:
    """Return the figures of an alert alone."""
    return _figures(alert.facts)


def _figures(facts: Facts) -> str:
    said = (tell(facts) for tell in (_rate, _days, _amount))
    return codes.in_language(", ", "，").join(each for each in said if each)


def _rate(facts: Facts) -> str:
    try:
        cost, ceiling = Decimal(facts["yearly_cost_rate"]), Decimal(facts["ceiling_rate"])
    except (KeyError, InvalidOperation, TypeError):
        return ""
    lender = codes.word(codes.LENDERS, str(facts.get("lender_type", "")))
    return _("%(cost)s all in, ceiling %(ceiling)s, by a %(lender)s") % {
        "cost": percent(cost, 2),
        "ceiling": percent(ceiling, 2),
        "lender": lender,
    }


def _days(facts: Facts) -> str:
    days = facts.get("days_past_due", facts.get("days"))
    if not isinstance(days, int) or not days:
        return ""
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}


def _amount(facts: Facts) -> str:
    for name in ("missing_minor", "amount_minor", "outstanding_minor", "found_minor"):
        minor = facts.get(name)
        if isinstance(minor, int):
            return headline(Money.from_minor(minor, str(facts.get("currency", "CNY"))))
    return ""
