"""What a page of the supervisor says after an act."""

from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headrace.portals.pieces import Message

_DONE: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "taken": (_("Taken up."), _("Your colleagues see that it is being worked on.")),
    "closed": (_("Closed."), _("The reason stands in the audit feed.")),
    "frozen": (_("Frozen."), _("Nothing leaves these accounts; another officer must lift it.")),
    "lifted": (_("Lifted."), _("Payments are possible again.")),
}


def messages(request: HttpRequest) -> tuple[Message, ...]:
    """Return what the act before this page has done, named in the address."""
    told = _DONE.get(request.GET.get("done", ""))
    return (Message("done", str(told[0]), str(told[1])),) if told else ()
