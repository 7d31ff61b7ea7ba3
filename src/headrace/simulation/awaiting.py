"""What awaits each seat of the demo town, told by the queries that its own desk is made of."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.contracts import queries as contracts
from headrace.custody import queries as custody
from headrace.evidence import queries as evidence
from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.market import queries as market
from headrace.parties import queries as parties
from headrace.portals.enterprise.standing import Stage, standing_of
from headrace.portals.pieces import Mark
from headrace.portals.provider.requests import WAITING
from headrace.portals.templatetags.headrace import exact, short_day
from headrace.simulation.desks import Seat
from headrace.supervision import queries as supervision


def mark_of(seat: Seat, at: datetime) -> Mark:
    """Return what awaits a seat now; a person who is gone has nothing to do."""
    try:
        actor = parties.actor_of(parties.person_of_login(seat.login), at=at)
    except NotFound:
        return Mark("wait", _("nobody sits here yet"))
    told = _BY_LOGIN.get(seat.login) or _BY_SIDE[seat.side]
    return told(actor, at)


def _files(actor: Actor, at: datetime) -> Mark:
    rows = [each for each in market.queue(actor, at) if each.turn.who == "lender_maker"]
    words = ngettext("%(n)s file to decide", "%(n)s files to decide", len(rows))
    return _turn(len(rows), words)


def _second(actor: Actor, at: datetime) -> Mark:
    rows = [each for each in market.queue(actor, at) if each.turn.who == "lender_checker"]
    unsigned = [
        each for each in contracts.agreements_of(actor) if actor.organisation_id in each.waits_for
    ]
    count = len(rows) + len(unsigned) + len(custody.instructions_waiting(actor))
    return _turn(count, ngettext("%(n)s thing to approve", "%(n)s things to approve", count))


def _keys(actor: Actor, at: datetime) -> Mark:
    count = len([each for each in custody.instructions_waiting(actor) if each.keys == 1])
    return _turn(count, ngettext("%(n)s second key to turn", "%(n)s second keys to turn", count))


def _requests(actor: Actor, at: datetime) -> Mark:
    asked = evidence.requests_of_provider(actor, at=at)
    count = len([each for each in asked if each.state in WAITING])
    return _turn(count, ngettext("%(n)s finding to sign", "%(n)s findings to sign", count))


def _watch(actor: Actor, at: datetime) -> Mark:
    count = len(supervision.alerts(actor))
    return _turn(count, ngettext("%(n)s alert is open", "%(n)s alerts are open", count))


def _read(actor: Actor, at: datetime) -> Mark:
    return Mark("done", _("the record can be verified"))


def _owner(actor: Actor, at: datetime) -> Mark:
    standing = standing_of(actor, at)
    loan, asked = standing.loan, standing.demand
    if loan and loan.missing.minor:
        return Mark("late", _("%(amount)s is missing") % {"amount": exact(loan.missing)})
    if standing.stage is Stage.CHOOSE and asked and asked.turn.by:
        by = short_day(asked.turn.by.date())
        return Mark("turn", _("choose an offer by %(day)s") % {"day": by})
    yours = {
        Stage.PUBLISH: _("publish the request"),
        Stage.SIGN: _("read and sign an agreement"),
        Stage.DRAW: _("say where the money goes"),
        Stage.NONE: _("ask for money"),
    }
    if standing.stage in yours:
        return Mark("turn", yours[standing.stage])
    others = {
        Stage.CHECKING: _("experts are checking"),
        Stage.MATCHING: _("funders are deciding"),
        Stage.WRITING: _("the agreement is being written"),
        Stage.COUNTERSIGN: _("the bank signs next"),
        Stage.RELEASE: _("two persons release the money"),
    }
    if standing.stage in others:
        return Mark("wait", others[standing.stage])
    return Mark("done", _("all paid so far") if loan else _("nothing is open"))


def _turn(count: int, words: str) -> Mark:
    return Mark("turn", words % {"n": count}) if count else Mark("done", _("nothing waits"))


_Told = Callable[[Actor, datetime], Mark]
_BY_LOGIN: Final[dict[str, _Told]] = {
    "loan": _files,
    "loan.checker": _second,
    "auditor": _read,
}
_BY_SIDE: Final[dict[str, _Told]] = {
    "source": _files,
    "custody": _keys,
    "firm": _owner,
    "checks": _requests,
    "watch": _watch,
}
