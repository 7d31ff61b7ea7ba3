"""The questions before an offer is chosen or declined."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.market import queries as market
from headrace.portals import names
from headrace.portals.enterprise import columns, plans
from headrace.portals.pieces import Action, Dialogue, Fact
from headrace.portals.templatetags.headrace import exact, headline, percent


def dialogues(
    shown: Sequence[market.OfferView], key: UUID, asking: tuple[str, str]
) -> tuple[Dialogue, ...]:
    made = []
    for offer in shown:
        made.append(_accept(offer, key, open=asking == ("accept", str(offer.id))))
        made.append(_decline(offer, key, open=asking == ("decline", str(offer.id))))
    return tuple(made)


def _accept(offer: market.OfferView, key: UUID, *, open: bool) -> Dialogue:
    amount = headline(offer.amount)
    lender = names.said(offer.lender_name)
    return Dialogue(
        id=f"accept-{offer.id}",
        question=_("Choose %(amount)s from %(lender)s?") % {"amount": amount, "lender": lender},
        facts=(
            Fact(_("All-in cost a year"), percent(offer.yearly_cost, 2)),
            Fact(_("You pay for it in all"), exact(offer.cost_in_all)),
            Fact(_("How you repay"), plans.repaid_how(offer.plan)),
            Fact(_("Fees"), columns.fees_of(offer)),
        ),
        consequence=_(
            "Your choice is binding and the other offers end. The agreement is written at once; "
            "nothing is paid out before you and the bank have signed it."
        ),
        act=Action(
            _("Choose %(amount)s") % {"amount": amount},
            reverse("enterprise:accept", args=[offer.id]),
            "post",
            key=str(key),
        ),
        open=open,
    )


def _decline(offer: market.OfferView, key: UUID, *, open: bool) -> Dialogue:
    lender = names.said(offer.lender_name)
    return Dialogue(
        id=f"decline-{offer.id}",
        question=_("Decline %(amount)s from %(lender)s?")
        % {"amount": headline(offer.amount), "lender": lender},
        facts=(Fact(_("All-in cost a year"), percent(offer.yearly_cost, 2)),),
        consequence=_(
            "The money set aside for you is free for others at once, and this offer does not come "
            "back. Your other offers stay."
        ),
        act=Action(
            _("Decline this offer"),
            reverse("enterprise:decline", args=[offer.id]),
            "post",
            key=str(key),
        ),
        open=open,
    )
