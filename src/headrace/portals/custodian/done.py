"""What the custodian's page says after an act."""

from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from headrace.portals.pieces import Message

_DONE: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "key": (
        gettext_lazy("The second key is turned."),
        gettext_lazy("The payment leaves with the next sending."),
    ),
    "cancelled": (
        gettext_lazy("The payment is cancelled."),
        gettext_lazy("No money had moved for it. Its payer is told."),
    ),
    "verified": (
        gettext_lazy("The account is verified."),
        gettext_lazy("Its party can now be paid out there, and nowhere else."),
    ),
    "closed": (
        gettext_lazy("The gap is closed."),
        gettext_lazy("Your note stands beside it for good."),
    ),
}


def messages(request: HttpRequest) -> tuple[Message, ...]:
    """Return what the act before this page has done, named in the address."""
    told = _DONE.get(request.GET.get("done", ""))
    return (Message("done", str(told[0]), str(told[1])),) if told else ()
