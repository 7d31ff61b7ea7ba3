"""Whose turn a file is, by when, and how a bank's person reads it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from headrace.contracts.queries import AgreementView
from headrace.custody.queries import InstructionView
from headrace.kit.actors import CHECKER, MAKER, Actor
from headrace.kit.clock import day_of
from headrace.market.queries import QueueRow, Turn
from headrace.portals.pieces import Mark
from headrace.portals.templatetags.headrace import clock, short_day

_DUTIES: Final = {"lender_maker": MAKER, "lender_checker": CHECKER}


def of_files(
    rows: Iterable[QueueRow],
    actor: Actor,
    agreements: Iterable[AgreementView],
    keys: Iterable[InstructionView],
) -> Mapping[UUID, Turn]:
    """Whose turn each file is: once there is an agreement, that is what tells."""
    ours = {each.id for each in keys}
    later = {
        each.demand_id: turn
        for each in agreements
        if (turn := _turn_under(each, actor, ours)) is not None
    }
    return {row.demand_id: later.get(row.demand_id, row.turn) for row in rows}


def _turn_under(agreement: AgreementView, actor: Actor, ours: Collection[UUID]) -> Turn | None:
    if agreement.state in ("drafted", "signing"):
        unsigned = actor.organisation_id in agreement.waits_for
        return Turn("lender_checker", "sign_ours") if unsigned else None
    drawdown = agreement.drawdown
    if agreement.state != "effective" or (drawdown and drawdown.state == "booked"):
        return None
    if drawdown is None or drawdown.state != "prepared":
        return Turn("enterprise", "draw")
    return Turn("bank" if drawdown.instruction_id in ours else "custodian", "key")


def is_mine(turn: Turn, actor: Actor) -> bool:
    """Say whether this person has the duty that a turn asks for."""
    return _DUTIES.get(turn.who, "") in actor.duties


def mark(turn: Turn, at: datetime, *, mine: bool) -> Mark:
    """Return whose turn it is and by when, as a mark; what is overdue is marked late."""
    what = {
        "decide": _("Decide") if mine else _("A colleague decides"),
        "second_key": _("Second key") if mine else _("A second person approves"),
        "choose": _("The firm chooses"),
        "sign": _("The firm signs"),
        "sign_ours": _("Sign the agreement") if mine else _("A colleague signs"),
        "draw": _("The firm draws the money"),
        "key": _("Your bank's key") if turn.who == "bank" else _("The custodian's key"),
    }.get(turn.what, _("Nobody's turn"))
    if turn.by is None:
        return Mark("turn" if mine else "wait", what)
    if turn.by < at:
        return Mark("late", _("%(what)s, since %(day)s") % {"what": what, "day": _on(turn.by)})
    if day_of(turn.by) == day_of(at):
        words = _("%(what)s by %(clock)s today") % {"what": what, "clock": clock(turn.by)}
    else:
        words = _("%(what)s by %(day)s") % {"what": what, "day": _on(turn.by)}
    return Mark("turn" if mine else "wait", words)


def _on(at: datetime) -> str:
    return short_day(day_of(at))
