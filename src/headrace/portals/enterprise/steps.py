"""The seven steps of a request, from its publication to money in the firm's account."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.evidence import queries as evidence
from headrace.kit.clock import day_of
from headrace.market import queries as market
from headrace.portals import names
from headrace.portals.enterprise.standing import Stage, Standing
from headrace.portals.pieces import Step, When
from headrace.portals.templatetags.headrace import moment, short_day

_PLACE = {
    Stage.PUBLISH: 1,
    Stage.CHECKING: 3,
    Stage.MATCHING: 4,
    Stage.CHOOSE: 5,
    Stage.WRITING: 5,
    Stage.SIGN: 5,
    Stage.COUNTERSIGN: 5,
    Stage.DRAW: 7,
    Stage.RELEASE: 7,
    Stage.REPAY: 8,
    Stage.REPAID: 8,
}
"""At which of the seven steps a stage stands; 8 is past the last."""


def steps_of(standing: Standing) -> tuple[Step, ...]:
    """Return the seven steps with their days; nothing while there is no request, or it ended."""
    asked = standing.demand
    if asked is None or standing.stage not in _PLACE:
        return ()
    done, total = _checks(standing.requests)
    offers = len([each for each in standing.offers if each.approved_at])
    agreement, loan = standing.agreement, standing.loan
    effective = agreement.effective_at if agreement else None
    drawn = loan.drawn_date if loan else None
    told = (
        (_("Request published"), _day(asked.published_at), ""),
        (_("Identity and licence checked"), _day(_identity_at(standing.requests)), ""),
        (
            _("Checks by experts: %(done)s of %(total)s done") % {"done": done, "total": total}
            if total
            else _("Checks by experts"),
            _day(_last_answer(standing.requests) if done == total else None),
            _checks_by(asked, standing.stage),
        ),
        (_matched(offers), _day(asked.matched_at), _funders_by(asked, standing.stage)),
        (_("Choose and sign"), _day(effective), _choose_by(standing)),
        (
            _("Money safe at %(bank)s") % {"bank": names.said(standing.custodian)}
            if standing.custodian
            else _("Money safe at the custodian bank"),
            _day(effective),
            "",
        ),
        (
            _("Money in your account"),
            short_day(drawn) if drawn else "",
            _account_by(standing.stage),
        ),
    )
    at = _PLACE[standing.stage]
    return tuple(_step(place, at, *each) for place, each in enumerate(told, start=1))


def note_of(standing: Standing) -> str:
    """Return how far it is: step 5 of 7."""
    at = _PLACE.get(standing.stage, 0)
    return _("step %(at)s of 7") % {"at": at} if 0 < at < 8 else _("all 7 done") if at else ""


def checks_of(requests: Iterable[evidence.RequestView]) -> tuple[int, int]:
    """Return how many of the required checks are answered, and how many there are."""
    return _checks(requests)


def _step(place: int, at: int, title: str, date: str, second: str) -> Step:
    when: When = "done" if place < at else "now" if place == at else "ahead"
    return Step(when, title, date if when == "done" else "", second if when != "done" else "")


def _checks(requests: Iterable[evidence.RequestView]) -> tuple[int, int]:
    required = [each for each in requests if each.required]
    return len([each for each in required if each.answered_at]), len(required)


def _identity_at(requests: Iterable[evidence.RequestView]) -> datetime | None:
    return next((each.answered_at for each in requests if each.kind == "authentication"), None)


def _last_answer(requests: Iterable[evidence.RequestView]) -> datetime | None:
    answered = [each.answered_at for each in requests if each.required and each.answered_at]
    return max(answered, default=None)


def _matched(offers: int) -> str:
    if not offers:
        return _("Matched for you")
    words = ngettext("Matched for you: %(n)s offer", "Matched for you: %(n)s offers", offers)
    return words % {"n": offers}


def _checks_by(asked: market.DemandView, stage: Stage) -> str:
    if asked.checks_due_at is None or stage not in (Stage.PUBLISH, Stage.CHECKING):
        return ""
    return _("The experts' turn, by %(by)s.") % {"by": moment(asked.checks_due_at)}


def _funders_by(asked: market.DemandView, stage: Stage) -> str:
    if stage is not Stage.MATCHING or asked.expires_at is None:
        return _("Then the funders' turn.") if stage is Stage.CHECKING else ""
    return _("The funders' turn, by %(by)s at the latest.") % {"by": moment(asked.expires_at)}


def _choose_by(standing: Standing) -> str:
    asked = standing.demand
    if standing.stage is Stage.CHOOSE and asked and asked.turn.by:
        return _("Your turn, by %(by)s. Takes about 10 minutes.") % {"by": moment(asked.turn.by)}
    said = {
        Stage.WRITING: _("You have chosen; the agreement is being written."),
        Stage.SIGN: _("You have chosen; your turn to sign. Takes about 5 minutes."),
        Stage.COUNTERSIGN: _("You have signed; the funder's turn to sign."),
    }
    return said.get(standing.stage, "")


def _account_by(stage: Stage) -> str:
    said = {
        Stage.DRAW: _("Your turn: say which account. Takes about 2 minutes."),
        Stage.RELEASE: _("The banks' turn: two persons must release it."),
    }
    return said.get(stage, "")


def _day(at: datetime | None) -> str:
    return short_day(day_of(at)) if at else ""
