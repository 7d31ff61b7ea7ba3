"""Taking back a payment that has not left: the reasons, and the form."""

from collections.abc import Mapping
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headrace.custody.queries import InstructionView
from headrace.kit.ids import new_id
from headrace.portals import codes
from headrace.portals.custodian import pages
from headrace.portals.pieces import Choice, ChoiceField

REASONS: Final[codes.Words] = {
    "asked_by_payer": gettext_lazy("the payer asks for it"),
    "payee_unclear": gettext_lazy("payee or account is not right"),
    "suspicion": gettext_lazy("a suspicion is being looked into"),
}


def form(order: InstructionView, typed: Mapping[str, str], error: str) -> pages.Cancelling:
    """Return the folded form; it stands open once something in it was refused."""
    chosen = typed.get("reason", "")
    choices = tuple(Choice(code, str(words), code == chosen) for code, words in REASONS.items())
    return pages.Cancelling(
        reverse("custodian:cancel", args=[order.id]),
        typed.get("key") or str(new_id()),
        ChoiceField("reason", _("Why it is cancelled"), choices, error=error),
        open=bool(error),
    )
