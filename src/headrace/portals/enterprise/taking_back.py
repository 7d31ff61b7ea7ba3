"""The question before a request is taken back."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.portals.enterprise.standing import Stage, Standing
from headrace.portals.pieces import Action, Dialogue, Fact
from headrace.portals.templatetags.headrace import (
    headline,
)


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


_CAN_WITHDRAW = frozenset({Stage.PUBLISH, Stage.CHECKING, Stage.MATCHING, Stage.CHOOSE})
