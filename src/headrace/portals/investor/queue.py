"""The loan officer's queue as a page: what is due first, and whose turn it is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.contracts.queries import AgreementView, LoanView
from headrace.custody.queries import InstructionView
from headrace.kit.actors import CHECKER, Actor
from headrace.kit.clock import day_of
from headrace.market.queries import QueueRow, Turn
from headrace.portals import names, pieces
from headrace.portals.investor import pages, queue_rows, queue_strip
from headrace.portals.investor import turns as turns_of
from headrace.portals.pieces import Action, Head, State
from headrace.portals.templatetags.headrace import headline


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
        strip=queue_strip.strip(rows, mine, loans, at) if rows else None,
        rows=tuple(
            queue_rows.row(row, turns[row.demand_id], actor, at, first=[row] == mine[:1])
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
