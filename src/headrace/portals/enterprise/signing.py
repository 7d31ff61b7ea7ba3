"""What the owner does on a contract: the turn on its own page, and the question before signing."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.contracts import queries as contracts
from headrace.portals import names
from headrace.portals.enterprise import costs, turns
from headrace.portals.enterprise.standing import Stage, Standing
from headrace.portals.pieces import Action, Dialogue, Fact, Turn
from headrace.portals.templatetags.headrace import (
    headline,
    percent,
)


def turn_here(standing: Standing, agreement: contracts.AgreementView, key: UUID) -> Turn | None:
    """On its own page the turn's button does the thing, or leads to its place."""
    turn = turns.turn_of(standing, key)
    here = reverse("enterprise:agreement", args=[agreement.id])
    acts = {
        Stage.SIGN: Action(
            _("Sign for %(amount)s") % {"amount": headline(agreement.principal)},
            f"{here}?ask=sign",
            opens="sign",
        ),
        Stage.DRAW: Action(_("Give the account"), "#id_account"),
        Stage.REPAY: Action(_("How to pay"), "#pay"),
    }
    if turn is None or standing.stage not in acts:
        return turn
    return Turn(turn.title, turn.words, acts[standing.stage])


def dialogue(agreement: contracts.AgreementView, key: UUID, *, open: bool) -> Dialogue:
    amount = headline(agreement.principal)
    lenders = ", ".join(names.said(each.name) for each in agreement.lenders)
    return Dialogue(
        id="sign",
        question=_("Sign for %(amount)s?") % {"amount": amount},
        facts=(
            Fact(_("From"), lenders),
            Fact(_("Rate a year"), percent(agreement.rate_yearly, 2)),
            Fact(_("All-in cost a year"), percent(agreement.yearly_cost, 2)),
            Fact(_("Fees"), costs.fees_in_short(agreement)),
        ),
        consequence=_(
            "Your signature binds the firm to both texts, English and Chinese. Once the bank has "
            "signed too, the money is yours to get, and interest runs from the day it is paid out."
        ),
        act=Action(
            _("Sign for %(amount)s") % {"amount": amount},
            reverse("enterprise:sign", args=[agreement.id]),
            "post",
            key=str(key),
        ),
        open=open,
    )
