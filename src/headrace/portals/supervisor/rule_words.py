"""Rules as people read them: what they say, their value, since when, from which source."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headrace.portals import codes
from headrace.portals.pieces import Head, Mark
from headrace.portals.supervisor import pages
from headrace.portals.templatetags.headrace import long_day, percent
from headrace.portals.wording import NONE
from headrace.rulebook.queries import Ceiling, PackView, RuleAnswer, SeriesPoint

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
            _since(by_key[key].valid_from),
            reverse("supervisor:rules"),
        )
        for key, says in _SHORT.items()
        if key in by_key
    )


def formula(ceiling: Ceiling, prime: SeriesPoint | None) -> tuple[str, ...]:
    """Return how a ceiling comes about and since when, one line each; `prime` is its LPR."""
    if prime is None:
        return (_("ceiling"), _since(ceiling.rule.valid_from))
    return (
        _("ceiling, %(times)s × LPR") % {"times": ceiling.rule.value["times"]},
        _("(%(rate)s, %(since)s)") % {"rate": percent(prime.value), "since": _since(prime.on)},
    )


def by_pack(rules: Iterable[RuleAnswer], packs: Iterable[PackView]) -> tuple[pages.PackRules, ...]:
    """Return the rules in force by pack; packs without one in force are left out."""
    held: dict[str, list[RuleAnswer]] = {}
    for each in rules:
        held.setdefault(each.pack, []).append(each)
    return tuple(
        pages.PackRules(
            codes.in_language(pack.title_en, pack.title_zh),
            _("%(code)s, version %(version)s") % {"code": pack.name, "version": pack.version},
            _rows(held[pack.name]),
        )
        for pack in packs
        if pack.name in held
    )


def not_in_force(packs: Iterable[PackView], today: date) -> tuple[str, ...]:
    """Return the packs that are kept for other days, with the days on which they hold."""
    return tuple(
        _("%(title)s (%(code)s): from %(first)s until %(last)s")
        % {
            "title": codes.in_language(pack.title_en, pack.title_zh),
            "code": pack.name,
            "first": long_day(pack.valid_from),
            "last": long_day(pack.valid_to),
        }
        for pack in packs
        if pack.valid_to is not None and pack.valid_to <= today
    )


def page(rules: Sequence[RuleAnswer], packs: Sequence[PackView], today: date) -> pages.RulesPage:
    """Return the page of rules in force on a day."""
    open_ = sum(1 for each in rules if each.status != "S")
    finding = ngettext(
        "%(number)s rule is in force", "%(number)s rules are in force", len(rules)
    ) % {"number": len(rules)}
    lead = _("On %(day)s. %(open)s of them are marked to be confirmed by a lawyer.")
    return pages.RulesPage(
        Head(_("Rules"), finding, lead % {"day": long_day(today), "open": open_}),
        by_pack(rules, packs),
        not_in_force(packs, today),
    )


def value(rule: RuleAnswer) -> str:
    """Return a rule's value in words; what is longer than a figure is told by its sentence."""
    found = rule.value
    if isinstance(found, list):
        return _("%(number)s entries") % {"number": len(found)}
    if not isinstance(found, Mapping):
        return str(found)
    return _of_mapping(found)


def _of_mapping(found: Mapping[str, Any]) -> str:
    if "times" in found and "series" in found:
        return _("%(times)s × LPR") % {"times": found["times"]}
    if "rate" in found:
        return percent(Decimal(found["rate"]))
    if "allowed" in found:
        return _("allowed") if found["allowed"] else _("not allowed")
    if "from_ppm" in found:
        return percent(Decimal(found["from_ppm"]) / 1_000_000, 0)
    return NONE


def _rows(rules: Iterable[RuleAnswer]) -> tuple[pages.RuleRow, ...]:
    """One row for each sentence: a rule that holds for several kinds of parties stands once."""
    rows: dict[tuple[str, str], pages.RuleRow] = {}
    for each in rules:
        name = codes.in_language(each.text_en, each.text_zh)
        rows.setdefault((each.key, name), _row(each, name))
    return tuple(rows.values())


def _row(rule: RuleAnswer, name: str) -> pages.RuleRow:
    confirmed = rule.status == "S"
    return pages.RuleRow(
        name,
        value(rule),
        long_day(rule.valid_from),
        source=rule.source,
        mark=Mark("done", _("read in its source"))
        if confirmed
        else Mark("near", _("to be confirmed")),
    )


def _since(on: date) -> str:
    return _("since %(month)s") % {"month": f"{on:%Y-%m}"}
