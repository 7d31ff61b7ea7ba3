"""What a firm could get: likely ranges on one axis, and the ways that are closed."""

import math
from collections.abc import Sequence

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.market import queries as market
from headrace.portals import codes, wording
from headrace.portals.drawings.gauges import RangeAxis
from headrace.portals.enterprise import pages
from headrace.portals.enterprise.answers import Answers
from headrace.portals.templatetags.headrace import headline, percent
from headrace.rulebook import queries as rulebook


def indications(ranges: Sequence[market.IndicativeRange]) -> tuple[pages.Indication, ...]:
    if not ranges:
        return ()
    low = math.floor(min(each.cost_low for each in ranges) * 100 - 1)
    high = math.ceil(max(each.cost_high for each in ranges) * 100 + 1)
    ends = (float(low), float(high))
    ticks = tuple((float(k), f"{k}{wording.NBSP}%") for k in range(low, high + 1))
    if len(ticks) > 6:
        ticks = (*ticks[:: math.ceil(len(ticks) / 5)][:-1], ticks[-1])
    return tuple(_indication(each, ends, ticks, k == 0) for k, each in enumerate(ranges))


def _indication(
    found: market.IndicativeRange,
    ends: tuple[float, float],
    ticks: tuple[tuple[float, str], ...],
    first: bool,
) -> pages.Indication:
    name = codes.named(found.model_name)
    cost = f"{wording.figure(found.cost_low * 100, 1)}–{percent(found.cost_high)}"
    needs = _("Up to %(amount)s of it") % {"amount": headline(found.covers)}
    counted = ngettext("%(n)s product on offer", "%(n)s products on offer", found.products)
    return pages.Indication(
        name,
        cost,
        RangeAxis(
            float(found.cost_low * 100),
            float(found.cost_high * 100),
            ends,
            f"{name}: {cost}",
            None,
            ticks,
            first,
        ),
        needs,
        counted % {"n": found.products},
    )


def ranges_words(given: Answers, ranges: Sequence[market.IndicativeRange]) -> str:
    if not given.amount or not given.months or not given.purpose:
        return _("Answer the questions, and likely ranges stand here at once.")
    if not ranges:
        return _(
            "Nothing on offer fits these answers. Try another amount, or another number of months."
        )
    return _(
        "Likely ranges for a firm like yours, from the public register alone. Each proof you add "
        "narrows them."
    )


def closed_ways(rule: rulebook.RuleAnswer | None) -> tuple[pages.ClosedWay, ...]:
    """Return the way of financing that the pack in force shuts: lending by private persons."""
    if rule is None or rule.value.get("allowed", True):
        return ()
    return (
        pages.ClosedWay(
            name=_("Person to person"),
            words=_("Person-to-person loans are closed by rule."),
            rule=codes.in_language(rule.text_en, rule.text_zh),
            since=rule.valid_from.isoformat(),
            pack=rule.pack,
            url=_rules_address(),
        ),
    )


def _rules_address() -> str:
    try:
        return reverse("public:rules")
    except NoReverseMatch:
        return ""
