"""The loan officer's queue as a page: what is due first, and whose turn it is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tenor.money import Money, total_of

from headrace.contracts.queries import AgreementView, LoanView
from headrace.custody.queries import InstructionView
from headrace.kit.actors import CHECKER, Actor
from headrace.kit.clock import day_of
from headrace.market.queries import QueueRow, Turn
from headrace.portals import codes, names, pieces
from headrace.portals.drawings.channel import ChannelStrip, Gate, Reach, Station
from headrace.portals.drawings.days import Sparkline
from headrace.portals.drawings.gauges import Checks
from headrace.portals.investor import grades, pages
from headrace.portals.investor import turns as turns_of
from headrace.portals.pieces import Action, Head, State
from headrace.portals.templatetags.headrace import headline
from headrace.portals.wording import figure

_WEEK: Final = timedelta(days=7)


def page(
    rows: Sequence[QueueRow],
    *,
    actor: Actor,
    bank: str,
    agreements: Iterable[AgreementView],
    loans: Iterable[LoanView],
    keys: Sequence[InstructionView],
    at: datetime,
    messages: tuple[pieces.Message, ...] = (),
) -> pages.QueuePage:
    """Return the page of the queue; `keys` are the payments that wait for the bank's key."""
    turns = turns_of.of_files(rows, actor, agreements, keys)
    mine = [row for row in rows if turns_of.is_mine(turns[row.demand_id], actor)]
    ordered = [*mine, *(row for row in rows if row not in mine)]
    turn = _key_turn(keys, actor)
    return pages.QueuePage(
        head=_head(mine, bank, turns, at, beside_turn=turn is not None),
        strip=_strip(rows, mine, loans, at) if rows else None,
        rows=tuple(
            _row(row, turns[row.demand_id], actor, at, first=bool(mine) and row is mine[0])
            for row in ordered
        ),
        order=_order(len(rows)),
        turn=turn,
        messages=messages,
        timed=False,
        empty=None if rows else _empty(),
    )


def _head(
    mine: Sequence[QueueRow],
    bank: str,
    turns: Mapping[UUID, Turn],
    at: datetime,
    *,
    beside_turn: bool,
) -> Head:
    due = [by for row in mine if (by := turns[row.demand_id].by) and day_of(by) <= day_of(at)]
    if not mine:
        return Head(bank, _("No file waits for you"))
    finding = ngettext(
        "%(number)s file needs your decision", "%(number)s files need your decision", len(mine)
    ) % {"number": len(mine)}
    if due:
        finding = _("%(finding)s, %(number)s today") % {"finding": finding, "number": len(due)}
    first = Action(_("Open the first"), _file(mine[0].demand_id))
    return Head(
        bank,
        finding,
        main_act=None if beside_turn else first,
        other_act=first if beside_turn else None,
    )


def _file(demand_id: UUID) -> str:
    return reverse("investor:dossier", args=[demand_id])


def _strip(
    rows: Sequence[QueueRow], mine: Sequence[QueueRow], loans: Iterable[LoanView], at: datetime
) -> ChannelStrip:
    today, since = day_of(at), day_of(at) - _WEEK
    new = [row for row in rows if row.published_at and day_of(row.published_at) == today]
    others = [row for row in rows if row not in mine]
    released = [each for each in loans if each.drawn_date and each.drawn_date > since]
    yours = Gate("yours", _("your decision"), 0.07) if mine else Gate("open")
    return ChannelStrip(
        (
            Station("ring", _("New today"), _pile([row.amount for row in new])),
            Station("ring", _("Ready to decide"), _pile([r.amount for r in mine]), reader=True),
            Station("ring", _("With others"), _pile([row.amount for row in others])),
            Station("wheel", _("Released this week"), _pile([each.principal for each in released])),
        ),
        (
            Reach(1, Gate("open")),
            Reach(1, yours),
            Reach(1, Gate("shut", _("others act first"))),
        ),
        ngettext(
            "%(mine)s file waits for your decision, %(others)s for others.",
            "%(mine)s files wait for your decision, %(others)s for others.",
            len(mine),
        )
        % {"mine": len(mine), "others": len(others)},
        _("%(mine)s ready to decide + %(others)s with others = %(all)s on your desk.")
        % {
            "mine": figure(_sum(mine).amount),
            "others": figure(_sum(others).amount),
            "all": figure(_sum(rows).amount),
        },
    )


def _sum(rows: Sequence[QueueRow]) -> Money:
    return total_of([row.amount for row in rows], rows[0].amount.currency if rows else "CNY")


def _pile(amounts: Sequence[Money]) -> str:
    if not amounts:
        return _("none")
    files = ngettext("%(number)s file", "%(number)s files", len(amounts)) % {"number": len(amounts)}
    return _("%(files)s, %(amount)s") % {
        "files": files,
        "amount": headline(total_of(amounts, amounts[0].currency)),
    }


def _row(row: QueueRow, turn: Turn, actor: Actor, at: datetime, *, first: bool) -> pages.QueueRow:
    sales = tuple(float(minor) / 100 for minor in row.sales_weeks)
    return pages.QueueRow(
        firm=names.said(row.firm_name),
        url=_file(row.demand_id),
        second=_("%(district)s, %(industry)s, %(staff)s staff")
        % {
            "district": codes.word(codes.DISTRICTS, row.district),
            "industry": codes.word(codes.INDUSTRIES, row.industry),
            "staff": row.staff,
        },
        amount=figure(row.amount.amount),
        terms=_("%(model)s, %(months)s m")
        % {"model": codes.named(row.model_name).lower(), "months": row.term_months},
        checks=Checks(row.checks_done, row.checks_required),
        turn=turns_of.mark(turn, at, mine=turns_of.is_mine(turn, actor)),
        band=grades.band(row.grade, row.grade_high, row.grade_low),
        sales=Sparkline(sales, _("Sales of 26 weeks")) if any(sales) else None,
        selected=first,
    )


def _key_turn(keys: Sequence[InstructionView], actor: Actor) -> pieces.Turn | None:
    if not keys or CHECKER not in actor.duties:
        return None
    return pieces.Turn(
        ngettext(
            "Your turn: a payment waits for your bank's key",
            "Your turn: %(number)s payments wait for your bank's key",
            len(keys),
        )
        % {"number": len(keys)},
        _("%(amount)s to %(payee)s; the custodian's key follows yours.")
        % {"amount": headline(keys[0].amount), "payee": names.said(keys[0].payee_name)},
        Action(_("Look at the payments"), reverse("investor:keys")),
    )


def _order(number: int) -> str:
    return ngettext(
        "Sorted by what is due first. %(number)s file in all.",
        "Sorted by what is due first. %(number)s files in all.",
        number,
    ) % {"number": number}


def _empty() -> State:
    return State(
        "empty",
        _("No request is matched with your products"),
        _(
            "Requests appear here when their checks are done and they fit a product of yours in"
            " amount, size and grade."
        ),
        Action(_("See your files"), reverse("investor:dossier")),
    )
