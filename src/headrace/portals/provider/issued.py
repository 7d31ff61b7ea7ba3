"""Findings that were signed: their claims as facts, their course, the list of them all."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headrace.evidence.queries import FindingView, IssuedView
from headrace.portals import codes, names
from headrace.portals.investor.findings import state_mark
from headrace.portals.pieces import Action, Event, Fact, Head, State
from headrace.portals.provider import pages, words
from headrace.portals.provider.claims import QUESTIONS
from headrace.portals.templatetags.headrace import long_day, moment, percent

_TURNS: Final[dict[str, Promise]] = {
    "contested": gettext_lazy("disputed by the firm"),
    "upheld": gettext_lazy("you stood by it"),
    "revoked": gettext_lazy("withdrawn by you"),
}


def facts(issued: IssuedView) -> tuple[Fact, ...]:
    """Return what was claimed and signed."""
    finding = issued.finding
    return (
        *(Fact(name, said) for name, said in _claims(finding)),
        Fact(_("How it was found"), codes.word(words.METHODS, finding.method)),
        Fact(_("How sure you were"), _sure(finding)),
        Fact(_("Counts until"), long_day(finding.expires_at.date())),
        Fact(_("Signature"), "", mark=state_mark(finding)),
        Fact(_("Fingerprint"), finding.token_hash[:16]),
    )


def course(issued: IssuedView) -> tuple[Event, ...]:
    """Return what became of a finding, oldest first."""
    signed = Event("done", moment(issued.finding.issued_at), _("signed by your house"))
    later = [
        Event("done", moment(each.at), codes.word(_TURNS, each.turn), each.reason)
        for each in issued.turns
    ]
    if issued.finding.state == "contested":
        last = later[-1]
        later[-1] = Event("now", last.date, last.title, last.second)
    return (signed, *later)


def page(issued: Sequence[IssuedView]) -> pages.FindingsPage:
    """Return every finding of the house, newest first."""
    disputed = sum(each.finding.state == "contested" for each in issued)
    finding = ngettext(
        "Your house has signed %(number)s finding",
        "Your house has signed %(number)s findings",
        len(issued),
    ) % {"number": len(issued)}
    told = ngettext("%(number)s is disputed.", "%(number)s are disputed.", disputed)
    return pages.FindingsPage(
        head=Head(
            _("Findings"),
            finding if issued else _("Your house has signed nothing yet"),
            told % {"number": disputed} if disputed else "",
        ),
        rows=tuple(_row(each) for each in issued),
        empty=None if issued else _empty(),
    )


def _row(issued: IssuedView) -> pages.FindingRow:
    finding = issued.finding
    name, said = _claims(finding)[0]
    return pages.FindingRow(
        firm=names.said(issued.enterprise_name),
        url=reverse("provider:request", args=[issued.request_id]),
        second=words.asked(finding.kind),
        outcome=_("%(name)s: %(said)s") % {"name": name, "said": said},
        sure=_sure(finding),
        until=long_day(finding.expires_at.date()),
        mark=state_mark(finding),
    )


def _claims(finding: FindingView) -> list[tuple[str, str]]:
    """In the order in which they are asked, the most telling first."""
    currency = finding.claims.get("currency", "CNY")
    return [
        (words.claim(each.name), words.said(each.name, finding.claims[each.name], currency))
        for each in QUESTIONS.get(finding.kind, ())
        if each.name in finding.claims
    ]


def _sure(finding: FindingView) -> str:
    return percent(Decimal(finding.confidence) / 100, 0)


def _empty() -> State:
    return State(
        "empty",
        _("No finding yet"),
        _("What you sign stands here, with what becomes of it."),
        Action(_("See what waits"), reverse("provider:desk")),
    )
