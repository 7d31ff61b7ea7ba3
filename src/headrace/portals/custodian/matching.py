"""Our book against the bank: each day with its statement, and the gaps that are open."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from tenor.money import Money

from headrace.custody.queries import BreakView, KeptDay
from headrace.kit.ids import new_id
from headrace.portals import codes
from headrace.portals.custodian import pages
from headrace.portals.custodian.seats import holds_key
from headrace.portals.pieces import Field, Head, Mark, Message, State
from headrace.portals.templatetags.headrace import day, exact, fen, moment
from headrace.portals.visits import Visit

_KINDS: Final[codes.Words] = {
    "amount": gettext_lazy("the bank tells another amount"),
    "balance": gettext_lazy("the closing balances differ"),
    "date": gettext_lazy("the bank tells another day"),
    "late_rejection": gettext_lazy("a payment was refused after it was booked"),
    "message_refused": gettext_lazy("a message of the bank could not be taken in"),
    "missing_there": gettext_lazy("no statement repeats a line that a notice told"),
    "statement_gap": gettext_lazy("a statement is missing in the series"),
    "statement_missing": gettext_lazy("the day has no statement yet"),
    "statement_unexplained": gettext_lazy("the statement moves by more than its lines"),
    "sub_ledger": gettext_lazy("the clients' money is not our mirror of it"),
    "unknown_answer": gettext_lazy("an answer belongs to no payment of ours"),
}


def page(
    days: Sequence[KeptDay],
    gaps: Sequence[BreakView],
    visit: Visit,
    *,
    refused: UUID | None = None,
    typed: Mapping[str, str],
    error: str = "",
    messages: tuple[Message, ...] = (),
) -> pages.MatchingPage:
    """Return the page; `typed` and `error` are of the closing of the gap `refused`."""
    currency = days[0].closing.currency if days else "CNY"
    rows = tuple(
        _gap(each, currency, *((typed, error) if each.id == refused else ({}, "")))
        if holds_key(visit)
        else _told(each, currency)
        for each in gaps
    )
    return pages.MatchingPage(
        head=_head(days, gaps),
        days=tuple(_day(each) for each in days),
        gaps=rows,
        sums=_sums(days[0]) if days else "",
        wrong=tuple(row.note for row in rows if row.note and row.note.error),
        empty=None if days else _empty(),
        messages=messages,
    )


def _head(days: Sequence[KeptDay], gaps: Sequence[BreakView]) -> Head:
    if gaps:
        finding = ngettext("%(number)s gap is open", "%(number)s gaps are open", len(gaps)) % {
            "number": len(gaps)
        }
        return Head(_("Matching"), finding, _("Each is closed by a note of what explains it."))
    if not days:
        return Head(_("Matching"), _("The bank has told no statement yet"))
    last = {"day": day(days[0].on), "moment": moment(days[0].received_at)}
    if days[0].gap.minor:
        told = {"gap": exact(days[0].gap), **last}
        return Head(_("Matching"), _("A gap of %(gap)s at the close of %(day)s") % told)
    return Head(
        _("Matching"),
        _("Book and bank match, %(day)s") % last,
        _("Statement taken in %(moment)s.") % last,
    )


def _day(told: KeptDay) -> pages.DayRow:
    gap = Mark("near", fen(told.gap)) if told.gap.minor else Mark("done", fen(told.gap))
    return pages.DayRow(
        day=day(told.on),
        second=_("statement %(number)s") % {"number": told.number},
        opening=fen(told.opening),
        paid_in=fen(told.paid_in),
        paid_out=fen(told.paid_out),
        ledger=fen(told.ledger),
        closing=fen(told.closing),
        gap=gap,
    )


def _sums(last: KeptDay) -> str:
    told = {
        "day": day(last.on),
        "opening": fen(last.opening),
        "in": fen(last.paid_in),
        "out": fen(last.paid_out),
        "all": fen(last.opening + last.paid_in - last.paid_out),
    }
    return _("%(day)s: %(opening)s + %(in)s in − %(out)s out = %(all)s.") % told


def _gap(found: BreakView, currency: str, typed: Mapping[str, str], error: str) -> pages.GapRow:
    note = Field(
        "note",
        _("What explains it"),
        typed.get("note", ""),
        _("Ten to two hundred letters; the supervisor reads them."),
        error,
        kind="area",
    )
    return pages.GapRow(
        kind=codes.word(_KINDS, found.kind),
        second=_second(found),
        figures=_figures(found, currency),
        post_to=reverse("custodian:close", args=[found.id]),
        key=typed.get("key") or str(new_id()),
        note=note,
    )


def _told(found: BreakView, currency: str) -> pages.GapRow:
    return pages.GapRow(codes.word(_KINDS, found.kind), _second(found), _figures(found, currency))


def _second(found: BreakView) -> str:
    told = {"day": day(found.on), "moment": moment(found.found_at), "mark": found.evidence}
    return _("of %(day)s, found %(moment)s, reference %(mark)s") % told


def _figures(found: BreakView, currency: str) -> str:
    sides = (
        (_("our book %(amount)s"), found.expected_minor),
        (_("the bank %(amount)s"), found.found_minor),
    )
    return " · ".join(
        words % {"amount": exact(Money.from_minor(minor, currency))}
        for words, minor in sides
        if minor is not None
    )


def _empty() -> State:
    return State(
        "empty",
        _("No statement yet"),
        _("The bank tells one at the close of each day; it is held against our book at once."),
    )
