"""What a page says after something was done, or was not."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headrace.kit.errors import CentreError
from headrace.portals import refusing
from headrace.portals.pieces import Message

_DONE: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "published": (
        gettext_lazy("Your request is published."),
        gettext_lazy("The experts have been asked; you have nothing to do until they answer."),
    ),
    "kept": (
        gettext_lazy("Your draft is kept."),
        gettext_lazy("Nobody sees it until you publish it."),
    ),
    "withdrawn": (gettext_lazy("Your request is taken back."), gettext_lazy("Nothing is owed.")),
    "accepted": (
        gettext_lazy("You have chosen."),
        gettext_lazy("The agreement is being written from this offer; then you read and sign it."),
    ),
    "declined": (gettext_lazy("The offer is declined."), gettext_lazy("Your other offers stay.")),
    "signed": (
        gettext_lazy("You have signed."),
        gettext_lazy("Your signature stands under both texts."),
    ),
    "asked": (
        gettext_lazy("Your money is asked for."),
        gettext_lazy("Two persons must release it; then it is in your account."),
    ),
    "paid": (
        gettext_lazy("Your bank has paid."),
        gettext_lazy("The payment arrived under your reference and is counted."),
    ),
}


def done(what: str) -> tuple[Message, ...]:
    """Return the message that something was done; nothing for words that are not ours."""
    if what not in _DONE:
        return ()
    strong, words = _DONE[what]
    return (Message("done", str(strong), str(words)),)


def not_done(problem: CentreError) -> Message:
    """
    Return why something was not done.

    A refusal that names a state means the page was old: the reader is told where it stands now.
    """
    if "state" in problem.facts:
        return Message(
            "in-time",
            _("Something has happened since this page was opened."),
            _("Nothing was done twice. This is how it stands now."),
        )
    return refusing.message(problem)
