"""What experts signed of a firm, and what is still waited for."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headrace.evidence.queries import FindingView, RequestView
from headrace.market.queries import Dossier
from headrace.portals import codes, names
from headrace.portals.investor import fact_words, pages
from headrace.portals.pieces import Mark
from headrace.portals.templatetags.headrace import headline, long_day, short_day

_STATES: Final[Mapping[str, Promise]] = {
    "expired": gettext_lazy("past its date"),
    "contested": gettext_lazy("contested by the firm"),
    "revoked": gettext_lazy("revoked by its issuer"),
    "altered": gettext_lazy("signature does not hold"),
}


def findings(file: Dossier) -> tuple[pages.FindingRow, ...]:
    """Return what experts signed, and what is still waited for."""
    answered = tuple(_finding(each) for each in file.findings)
    waiting = tuple(
        _awaited(each)
        for each in file.requests
        if each.answered_at is None and each.state != "declined" and each.required
    )
    return answered + waiting


def findings_note(file: Dossier) -> str:
    """Return how many of the findings that were asked for are signed."""
    required = [each for each in file.requests if each.required]
    done = sum(1 for each in required if each.answered_at is not None)
    return _("%(done)s of %(of)s required") % {"done": done, "of": len(required)}


def state_mark(finding: FindingView) -> Mark:
    """Return whether a finding holds: valid, or why it does not count."""
    if finding.state == "valid":
        return Mark("done", _("signature holds"))
    kind = "late" if finding.state == "altered" else "near"
    return Mark("refused" if kind == "late" else "near", codes.word(_STATES, finding.state))


def _finding(finding: FindingView) -> pages.FindingRow:
    return pages.FindingRow(
        name=codes.word(codes.FINDINGS, finding.kind),
        who=_("%(who)s, %(issued)s")
        % {
            "who": names.said(finding.issuer_name),
            "issued": short_day(finding.issued_at.date()),
        },
        mark=_outcome(finding),
        until=_("good until %(until)s") % {"until": long_day(finding.expires_at.date())},
    )


def _outcome(finding: FindingView) -> Mark:
    """The first claim says most: clear, sound, a grade, a cover."""
    state = state_mark(finding)
    if state.kind != "done":
        return state
    for claim in ("identity", "operation", "grade", "cover_minor", "debts_minor", "low_minor"):
        if claim in finding.claims:
            return Mark("done", _claim(claim, finding.claims[claim]))
    return Mark("done", _("answered"))


def _claim(name: str, said: object) -> str:
    if name.endswith("_minor"):
        fact = codes.word(fact_words.NAMES, name.removesuffix("_minor")).lower()
        return f"{fact} {headline(Decimal(int(str(said))) / 100)}"
    return fact_words.value(name, str(said))


def _awaited(request: RequestView) -> pages.FindingRow:
    late = request.late
    words = _("late since %(day)s") if late else _("due by %(day)s")
    return pages.FindingRow(
        name=codes.word(codes.FINDINGS, request.kind),
        who=names.said(request.provider_name),
        mark=Mark("late" if late else "wait", words % {"day": short_day(request.due_at.date())}),
        until="",
    )
