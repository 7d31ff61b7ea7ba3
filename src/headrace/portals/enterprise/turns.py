"""What the owner is to do now, and what waits for others."""

from collections.abc import Callable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.portals.enterprise.standing import Stage, Standing
from headrace.portals.enterprise.steps import checks_of
from headrace.portals.pieces import Action, Dialogue, Fact, Turn
from headrace.portals.templatetags.headrace import (
    exact,
    headline,
    long_day,
    moment,
    percent,
    short_day,
)


def turn_of(standing: Standing, key: UUID) -> Turn | None:
    """Return what the owner is to do; nothing while others have to act."""
    made = _TURNS.get(standing.stage)
    return made(standing, key) if made else None


def waiting_words(standing: Standing) -> str:
    """Return whose turn it is while it is not the owner's, and by when."""
    said = _WAITING.get(standing.stage)
    return said(standing) if said else ""


def withdrawal(standing: Standing, key: UUID, *, open: bool = False) -> Dialogue | None:
    """Return the question before a request is taken back; none when it cannot be any more."""
    asked = standing.demand
    if asked is None or standing.stage not in _CAN_WITHDRAW:
        return None
    facts = [Fact(_("Request"), asked.reference), Fact(_("Amount"), headline(asked.amount))]
    if standing.firm_offers:
        facts.append(Fact(_("Offers that end"), str(len(standing.firm_offers))))
    return Dialogue(
        id="withdraw",
        question=_("Take back your request for %(amount)s?") % {"amount": headline(asked.amount)},
        facts=tuple(facts),
        consequence=_(
            "Money that funders have set aside for you is free for others at once. You can ask "
            "again whenever you like."
        ),
        act=Action(
            _("Take the request back"),
            reverse("enterprise:withdraw", args=[asked.id]),
            "post",
            key=str(key),
        ),
        open=open,
    )


def _publish(standing: Standing, key: UUID) -> Turn | None:
    asked = standing.demand
    if asked is None:
        return None
    return Turn(
        _("Your turn: publish your request"),
        _("Only then do experts check it and funders see it. It costs nothing; takes 1 minute."),
        Action(_("Publish"), reverse("enterprise:publish", args=[asked.id]), "post", key=str(key)),
    )


def _choose(standing: Standing, key: UUID) -> Turn | None:
    offers, asked = standing.firm_offers, standing.demand
    if not offers or asked is None:
        return None
    count = len(offers)
    label = ngettext("See the offer", "Compare %(count)s offers", count) % {"count": count}
    best = min(offers, key=lambda each: each.yearly_cost)
    words = _("By %(by)s. The best one costs %(cost)s a year, everything included.") % {
        "by": moment(best.expires_at),
        "cost": percent(best.yearly_cost),
    }
    return Turn(
        _("Your turn: choose an offer and sign"),
        words,
        Action(label, reverse("enterprise:offers")),
    )


def _sign(standing: Standing, key: UUID) -> Turn | None:
    agreement = standing.agreement
    if agreement is None:
        return None
    words = _("%(amount)s at %(rate)s a year. Takes about 5 minutes.") % {
        "amount": headline(agreement.principal),
        "rate": percent(agreement.rate_yearly),
    }
    return Turn(
        _("Your turn: read the agreement and sign"),
        words,
        Action(_("Read and sign"), reverse("enterprise:agreement", args=[agreement.id])),
    )


def _draw(standing: Standing, key: UUID) -> Turn | None:
    agreement = standing.agreement
    if agreement is None:
        return None
    where = reverse("enterprise:agreement", args=[agreement.id])
    again = agreement.drawdown is not None
    return Turn(
        _("Your turn: say once more where the money goes")
        if again
        else _("Your turn: say where the money goes"),
        _("The bank could not pay to the account you gave.")
        if again
        else _("All have signed and the money is ready. Takes about 2 minutes."),
        Action(_("Get %(amount)s") % {"amount": exact(agreement.principal)}, f"{where}#id_account"),
    )


def _pay(standing: Standing, key: UUID) -> Turn | None:
    loan, agreement = standing.loan, standing.agreement
    if loan is None or agreement is None or not loan.missing.minor:
        return None
    where = reverse("enterprise:agreement", args=[agreement.id])
    return Turn(
        _("Your turn: pay %(amount)s") % {"amount": exact(loan.missing)},
        _("It was due on %(day)s. No extra interest runs on it; funders and supervisor see it.")
        % {"day": long_day(loan.next_due.due_date) if loan.next_due else ""},
        Action(_("How to pay"), f"{where}#pay"),
    )


def _checking(standing: Standing) -> str:
    done, total = checks_of(standing.requests)
    asked = standing.demand
    by = moment(asked.checks_due_at) if asked and asked.checks_due_at else ""
    return _("The experts' turn, by %(by)s: %(done)s of %(total)s checks done.") % {
        "by": by,
        "done": done,
        "total": total,
    }


def _matching(standing: Standing) -> str:
    asked = standing.demand
    by = moment(asked.expires_at) if asked and asked.expires_at else ""
    count = asked.matched_lenders if asked else 0
    if not count:
        return _("Checked, but no funder fits yet. New ones are tried until %(by)s.") % {"by": by}
    words = ngettext(
        "The funders' turn, by %(by)s at the latest: %(count)s has your file.",
        "The funders' turn, by %(by)s at the latest: %(count)s have your file.",
        count,
    )
    return words % {"by": by, "count": count}


def _writing(standing: Standing) -> str:
    return _("Your agreement is being written; it takes less than a minute.")


def _countersign(standing: Standing) -> str:
    return _("You have signed. Now the funder signs, then you can get the money.")


def _release(standing: Standing) -> str:
    return _("Two persons of the banks must release your money; you have nothing to do.")


def _next(standing: Standing) -> str:
    due = standing.loan.next_due if standing.loan else None
    if due is None:
        return ""
    return _("Next: %(amount)s by %(day)s.") % {
        "amount": exact(due.missing),
        "day": short_day(due.due_date),
    }


def _repaid(standing: Standing) -> str:
    loan = standing.loan
    if loan is None or loan.repaid_at is None:
        return ""
    return _("Repaid in full, all interest included, on %(day)s.") % {
        "day": long_day(loan.repaid_at.date())
    }


def _over(standing: Standing) -> str:
    asked = standing.demand
    said = {
        "withdrawn": _("You took this request back. You can ask again whenever you like."),
        "expired": _("This request ran out before an offer was chosen. You can ask again."),
    }
    return said.get(asked.state if asked else "", _("It ended before all had signed."))


_CAN_WITHDRAW = frozenset({Stage.PUBLISH, Stage.CHECKING, Stage.MATCHING, Stage.CHOOSE})
_TURNS: dict[Stage, Callable[[Standing, UUID], Turn | None]] = {
    Stage.PUBLISH: _publish,
    Stage.CHOOSE: _choose,
    Stage.SIGN: _sign,
    Stage.DRAW: _draw,
    Stage.REPAY: _pay,
}
_WAITING: dict[Stage, Callable[[Standing], str]] = {
    Stage.CHECKING: _checking,
    Stage.MATCHING: _matching,
    Stage.WRITING: _writing,
    Stage.COUNTERSIGN: _countersign,
    Stage.RELEASE: _release,
    Stage.REPAY: _next,
    Stage.REPAID: _repaid,
    Stage.OVER: _over,
}
