"""The page of rules: pack by pack, each with its value, since when, from which source."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.portals import codes
from headrace.portals.pieces import Head, Mark
from headrace.portals.supervisor import pages
from headrace.portals.supervisor.rule_values import cited, value
from headrace.portals.templatetags.headrace import long_day
from headrace.rulebook.queries import PackView, RuleAnswer


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


def _rows(rules: Iterable[RuleAnswer]) -> tuple[pages.RuleRow, ...]:
    """One row for each sentence: a rule that holds for several kinds of parties stands once."""
    rows: dict[tuple[str, str], pages.RuleRow] = {}
    for each in rules:
        name = codes.in_language(each.text_en, each.text_zh)
        rows.setdefault((each.key, name), _row(each, name))
    return tuple(rows.values())


def _row(rule: RuleAnswer, name: str) -> pages.RuleRow:
    confirmed = rule.status == "S"
    source = cited(rule.source)
    return pages.RuleRow(
        name,
        value(rule),
        long_day(rule.valid_from),
        source=source.words,
        source_lang=source.lang,
        mark=Mark("done", _("read in its source"))
        if confirmed
        else Mark("near", _("to be confirmed")),
    )
