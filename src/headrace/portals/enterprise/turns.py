"""What the owner is to do now."""

from collections.abc import Callable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.portals.enterprise.standing import Stage, Standing
from headrace.portals.pieces import Action, Turn
from headrace.portals.templatetags.headrace import (
    exact,
    headline,
    long_day,
    moment,
    percent,
)


def turn_of(standing: Standing, key: UUID) -> Turn | None:
    """Return what the owner is to do; nothing while others have to act."""
    made = _TURNS.get(standing.stage)
    return made(standing, key) if made else None


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


_TURNS: dict[Stage, Callable[[Standing, UUID], Turn | None]] = {
    Stage.PUBLISH: _publish,
    Stage.CHOOSE: _choose,
    Stage.SIGN: _sign,
    Stage.DRAW: _draw,
    Stage.REPAY: _pay,
}
