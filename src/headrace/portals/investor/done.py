"""What a page says after an act: done, or refused with the way on."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headrace.kit.errors import CentreError
from headrace.market.services import StalePage
from headrace.portals import refusing
from headrace.portals.pieces import Action, Message

_DONE: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "offer": (
        gettext_lazy("Your offer is made."),
        gettext_lazy("A second person of your bank approves it before the firm sees it."),
    ),
    "approve": (
        gettext_lazy("Approved."),
        gettext_lazy("The money is set aside at the custodian and the firm sees the offer."),
    ),
    "withdraw": (
        gettext_lazy("Withdrawn."),
        gettext_lazy("What was set aside is free again."),
    ),
    "decline": (
        gettext_lazy("Declined."),
        gettext_lazy("The firm reads your reason; it does not see who you are."),
    ),
    "sign": (
        gettext_lazy("Signed for your bank."),
        gettext_lazy("The signature stands under the fingerprint of both texts."),
    ),
    "key": (
        gettext_lazy("Your key is turned."),
        gettext_lazy("The custodian's key follows; then the payment leaves."),
    ),
}


def messages(request: HttpRequest) -> tuple[Message, ...]:
    """Return what the act before this page has done, named in the address."""
    told = _DONE.get(request.GET.get("done", ""))
    return (Message("done", str(told[0]), str(told[1])),) if told else ()


def refusal(problem: CentreError, demand_id: UUID) -> Message:
    """Return a refusal about a file; a file that has changed is opened again by a link."""
    if not isinstance(problem, StalePage):
        return refusing.message(problem)
    again = Action(_("Open the file again"), reverse("investor:dossier", args=[demand_id]))
    return refusing.message(problem, again)
