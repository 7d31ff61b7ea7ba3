"""The facts of a file with who vouches for each, the weightiest first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headrace.evidence.queries import FindingView
from headrace.market.queries import Dossier, Fact
from headrace.portals import codes, names
from headrace.portals.investor import fact_words, pages
from headrace.portals.investor.findings import state_mark
from headrace.portals.pieces import Mark, Vouched, VouchKind
from headrace.portals.templatetags.headrace import age, long_day

_KINDS: Final[Mapping[str, VouchKind]] = {
    "register": "register",
    "feed": "feed",
    "signed": "signed",
    "past": "stale",
}
_WHO: Final[Mapping[str, Promise]] = {
    "register": gettext_lazy("public register"),
    "feed": gettext_lazy("tax invoices"),
}
_METHODS: Final[Mapping[str, Promise]] = {
    "desk-review": gettext_lazy("review of papers"),
    "site-visit": gettext_lazy("site visit"),
}
_Issued = Mapping[tuple[str, datetime], FindingView]


def facts(file: Dossier, at: datetime) -> tuple[pages.FactRow, ...]:
    """Return every fact of a file, the weightiest first."""
    order = {name: place for place, name in enumerate(fact_words.FIRST)}
    shown = [each for each in file.facts if each.name in fact_words.NAMES]
    ranked = sorted(shown, key=lambda each: order.get(each.name, len(order)))
    issued = {(each.issuer_name, each.issued_at): each for each in file.findings}
    seen = next((each.value for each in file.facts if each.name == "staff_seen"), None)
    return tuple(
        pages.FactRow(
            fact=_name(each, _behind(each, issued)),
            value=fact_words.value(each.name, each.value),
            vouched=_vouched(each, _behind(each, issued), at),
            check=_check(each, _behind(each, issued), seen),
        )
        for each in ranked
    )


def facts_note(shown: int, of: int) -> str:
    """Return how many facts stand in the table, of how many."""
    return ngettext("%(shown)s of %(of)s fact", "%(shown)s of %(of)s facts", of) % {
        "shown": shown,
        "of": of,
    }


def _behind(fact: Fact, issued: _Issued) -> FindingView | None:
    return issued.get((fact.source, fact.since)) if fact.since else None


def _name(fact: Fact, finding: FindingView | None) -> str:
    plain = codes.word(fact_words.NAMES, fact.name)
    if finding is None or fact.name not in ("cover", "low", "high", "until_date"):
        return plain
    return _("%(kind)s: %(fact)s") % {
        "kind": codes.word(codes.FINDINGS, finding.kind),
        "fact": plain.lower(),
    }


def _vouched(fact: Fact, finding: FindingView | None, at: datetime) -> Vouched:
    who = names.said(fact.source) if fact.source else codes.word(_WHO, fact.mark)
    return Vouched(
        _KINDS[fact.mark],
        who,
        age(at - fact.since) if fact.since else _("as registered"),
        _proof(finding) if finding else (),
    )


def _proof(finding: FindingView) -> tuple[tuple[str, str], ...]:
    return (
        (_("Method"), codes.word(_METHODS, finding.method)),
        (_("How sure"), f"{finding.confidence}\u00a0%"),
        (_("Signature"), _("holds") if finding.signature_valid else _("does not hold")),
        (_("Good until"), long_day(finding.expires_at.date())),
        (_("Fingerprint"), finding.token_hash[:16]),
    )


def _check(fact: Fact, finding: FindingView | None, seen: object) -> Mark | None:
    if finding is not None:
        return state_mark(finding)
    if fact.name != "staff" or not isinstance(seen, int):
        return None
    words = _("the visit saw %(number)s") % {"number": seen}
    return Mark("done" if seen == fact.value else "near", words)
