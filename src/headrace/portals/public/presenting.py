"""The public pages from what the queries tell."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from headrace.parties import queries as parties
from headrace.portals import codes, context, names
from headrace.portals.drawings.channel import ChannelStrip, Gate, Reach, Station
from headrace.portals.pieces import Action, Event, Head, Mark, State
from headrace.portals.public import pages
from headrace.portals.templatetags.headrace import long_day
from headrace.rulebook import queries as rulebook


def front_page(pack: context.Pack | None, *, logged_in: bool) -> pages.FrontPage:
    """Return the front page; whoever is logged in finds the way to the own desk."""
    door = (
        Action(_("To my desk"), reverse("public:desk"))
        if logged_in
        else Action(_("Log in"), settings.LOGIN_URL)
    )
    return pages.FrontPage(
        head=Head(
            _("Cloud service centre for the finance of small firms"),
            _("From the funder to the firm, and every gate in sight"),
            _("A firm asks once. Experts check, funders answer, the money waits at a bank."),
            main_act=door,
        ),
        strip=_strip(),
        does=(
            Event("ahead", "1", _("A firm says how much, what for, when")),
            Event("ahead", "2", _("Accredited experts check, and sign what they found")),
            Event("ahead", "3", _("Funders see the file and set money aside at a custodian bank")),
            Event("ahead", "4", _("The firm compares what all of it costs, and chooses")),
            Event("ahead", "5", _("Both sign; two persons release the money")),
        ),
        never=(
            pages.Said(_("It never lends"), _("Only licensed institutions lend here.")),
            pages.Said(
                _("It never holds money"),
                _("Money lies at the custodian bank, and the books must match the bank daily."),
            ),
            pages.Said(
                _("It never guarantees"), _("A guarantee is given by a licensed guarantor.")
            ),
            pages.Said(
                _("It never sells data"), _("A file is opened only with the firm's consent.")
            ),
        ),
        pack=_pack(pack),
    )


def elsewhere_page(firm: parties.OrganisationView, roles: frozenset[str]) -> pages.ElsewherePage:
    """Return the page for those whose desk has no pages yet."""
    return pages.ElsewherePage(
        head=Head(names.said(firm.name), _("Your desk has no pages of its own yet")),
        state=State(
            "empty",
            _("You work through your own program for now"),
            _(
                "Everything your institution may do here, its program can do through the "
                "interface; the back office shows the same cases to people."
            ),
        ),
    )


def rules_page(
    found: Sequence[rulebook.RuleAnswer], packs: Sequence[rulebook.PackView], on: date
) -> pages.RulesPage:
    """Return every rule in force, under the pack it belongs to."""
    titles = {each.name: codes.in_language(each.title_en, each.title_zh) for each in packs}
    by_pack: dict[str, list[rulebook.RuleAnswer]] = {}
    for each in found:
        by_pack.setdefault(each.pack, []).append(each)
    count = ngettext("%(count)s rule is in force", "%(count)s rules are in force", len(found))
    return pages.RulesPage(
        head=Head(
            _("Rules in force on %(day)s") % {"day": long_day(on)},
            count % {"count": len(found)},
            _("Each with its source. A contract keeps the rules of the day it was signed."),
        ),
        packs=tuple(
            (
                pages.Said(titles.get(name, name), _pack_note(rows[0])),
                tuple(_line(each) for each in _distinct(rows)),
            )
            for name, rows in by_pack.items()
        ),
    )


def _distinct(rows: Sequence[rulebook.RuleAnswer]) -> list[rulebook.RuleAnswer]:
    """One line for a rule that stands once for each scope."""
    return list({(each.key, each.text_en, each.valid_from): each for each in rows}.values())


def _line(rule: rulebook.RuleAnswer) -> pages.RuleLine:
    stated = rule.status == "S"
    return pages.RuleLine(
        words=codes.in_language(rule.text_en, rule.text_zh),
        source=rule.source,
        since=rule.valid_from.isoformat(),
        until=rule.valid_to.isoformat() if rule.valid_to else "",
        mark=Mark("done", _("stated in the source"))
        if stated
        else Mark("part", _("the centre's own reading")),
    )


def _pack_note(rule: rulebook.RuleAnswer) -> str:
    return _("%(code)s, version %(version)s") % {"code": rule.pack, "version": rule.version}


def _pack(pack: context.Pack | None) -> pages.Said | None:
    if pack is None:
        return None
    words = _("%(code)s, version %(version)s") % {"code": pack.code, "version": pack.version}
    return pages.Said(words, pack.url)


def _strip() -> ChannelStrip:
    return ChannelStrip(
        (
            Station("ring", _("Funders"), _("licensed institutions")),
            Station("basin", _("Custodian bank"), _("holds it"), holds=True),
            Station("wheel", _("The firm"), _("uses it"), reader=True),
            Station("ring", pgettext("channel", "Back"), _("by the plan")),
        ),
        (
            Reach(1, Gate("open", _("both sign"))),
            Reach(1, Gate("open", _("two keys"))),
            Reach(0),
        ),
        _("Money goes from licensed funders over a custodian bank to the firm, and back."),
    )
