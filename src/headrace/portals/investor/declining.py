"""The way out of a file: a reason from the list, and a sentence for the firm."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headrace.kit.ids import new_id
from headrace.portals.investor.pages import Declining
from headrace.portals.pieces import Choice, ChoiceField, Field

_DECLINES: Final[Mapping[str, Promise]] = {
    "too_risky": gettext_lazy("The risk is too high"),
    "too_much_debt": gettext_lazy("Too much is owed already"),
    "purpose": gettext_lazy("The purpose does not fit"),
    "sector": gettext_lazy("The trade is not ours"),
    "evidence": gettext_lazy("Too little is proven"),
    "capacity": gettext_lazy("We have no room this quarter"),
    "other": gettext_lazy("Another reason"),
}


def form(post_to: str, typed: Mapping[str, str], errors: Mapping[str, str]) -> Declining:
    """Return the folded form; it stands open again with what was typed if it was refused."""
    chosen = typed.get("reason", "")
    return Declining(
        post_to=post_to,
        key=str(new_id()),
        reasons=tuple(Choice(code, str(says), code == chosen) for code, says in _DECLINES.items()),
        text=Field(
            "text",
            _("What you tell the firm"),
            typed.get("text", ""),
            _("Why, and what would change your answer. The firm reads this, not who you are."),
            errors.get("text", ""),
            kind="area",
        ),
        error=errors.get("reason", ""),
        open=bool(typed.get("act") == "decline"),
    )


def wrong(form: Declining) -> tuple[Field | ChoiceField, ...]:
    """Return the answers of the form that need another look."""
    reason = ChoiceField("reason", _("Reason"), (), error=form.error)
    return tuple(each for each in (reason, form.text) if each.error)
