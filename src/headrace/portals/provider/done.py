"""What a provider's page says after an act."""

from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from headrace.portals.pieces import Message

_DONE: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "answered": (
        gettext_lazy("Your finding is signed."),
        gettext_lazy("It stands in the firm's file under your house's key."),
    ),
    "taken": (
        gettext_lazy("Taken on."),
        gettext_lazy("The firm can no longer choose another house."),
    ),
    "declined": (
        gettext_lazy("Turned down."),
        gettext_lazy("Another house is asked; your record stays with you."),
    ),
    "uphold": (
        gettext_lazy("You stand by your finding."),
        gettext_lazy("It counts again, with your reason beside it."),
    ),
    "withdraw": (
        gettext_lazy("Your finding is withdrawn."),
        gettext_lazy("It no longer counts; another house is asked."),
    ),
}


def messages(request: HttpRequest) -> tuple[Message, ...]:
    """Return what the act before this page has done, named in the address."""
    told = _DONE.get(request.GET.get("done", ""))
    return (Message("done", str(told[0]), str(told[1])),) if told else ()
