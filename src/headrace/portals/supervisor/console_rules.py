"""The few rules of the supervisor's screen, the ceiling first, and how the ceiling comes about."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headrace.portals.supervisor import pages
from headrace.portals.supervisor.rule_values import since, value
from headrace.portals.templatetags.headrace import percent
from headrace.rulebook import queries as rulebook
from headrace.rulebook.queries import Ceiling, RuleAnswer, SeriesPoint

# Short names of the rules that stand on the screen; the page of rules has them all in full.
_SHORT: Final[Mapping[str, Promise]] = {
    "market.ceiling": gettext_lazy("Ceiling for institutions"),
    "p2p.retail": gettext_lazy("Private persons as lenders"),
    "conflict.stake_ppm": gettext_lazy("Related parties, from a share of"),
    "requests.required": gettext_lazy("Findings asked for a request"),
}


def for_console(rules: Iterable[RuleAnswer], ceiling: Ceiling) -> tuple[pages.RuleRow, ...]:
    """Return the few rules of the screen, the ceiling first."""
    by_key = {each.key: each for each in rules if each.key in _SHORT}
    by_key["market.ceiling"] = ceiling.rule
    return tuple(
        pages.RuleRow(
            str(says),
            percent(ceiling.rate) if key == "market.ceiling" else value(by_key[key]),
            since(by_key[key].valid_from),
            reverse("supervisor:rules"),
        )
        for key, says in _SHORT.items()
        if key in by_key
    )


def formula(ceiling: Ceiling, prime: SeriesPoint | None) -> tuple[str, ...]:
    """Return how a ceiling comes about and since when, one line each; `prime` is its LPR."""
    if prime is None:
        return (_("ceiling"), since(ceiling.rule.valid_from))
    return (
        _("ceiling, %(times)s × LPR") % {"times": ceiling.rule.value["times"]},
        _("(%(rate)s, %(since)s)") % {"rate": percent(prime.value), "since": since(prime.on)},
    )


def prime_rate(ceiling: Ceiling, on: date) -> SeriesPoint | None:
    """Return the published rate that a ceiling is a multiple of; None if it is a figure."""
    series = ceiling.rule.value.get("series")
    return rulebook.series_value(series, on=on) if series else None
