"""The two folded forms: turning a request down, and answering a firm's dispute."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.evidence.queries import RequestView
from headrace.kit.ids import new_id
from headrace.portals.pieces import Action, Field
from headrace.portals.provider import pages


def declining(
    request: RequestView, typed: Mapping[str, str], errors: Mapping[str, str]
) -> pages.Folded:
    """Return the form that gives a request to another provider."""
    address = reverse("provider:decline", args=[request.id])
    return _folded(
        _("Turn it down instead"),
        address,
        _("Why your house does not answer"),
        _("It goes to another provider, who does not see your reason."),
        (Action(_("Turn it down"), address, "post", name="act", value="decline"),),
        typed,
        errors,
    )


def dispute(
    request: RequestView, typed: Mapping[str, str], errors: Mapping[str, str]
) -> pages.Folded:
    """Return the form that answers a dispute: stand by the finding, or withdraw it."""
    address = reverse("provider:settle", args=[request.id])
    return _folded(
        _("Answer the dispute"),
        address,
        _("What you found when you looked again"),
        _("The firm and its lenders read it."),
        (
            Action(_("Stand by the finding"), address, "post", name="act", value="uphold"),
            Action(_("Withdraw the finding"), address, "post", name="act", value="withdraw"),
        ),
        typed,
        errors,
        wide=True,
    )


def _folded(
    title: str,
    address: str,
    label: str,
    hint: str,
    acts: tuple[Action, ...],
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    *,
    wide: bool = False,
) -> pages.Folded:
    field = Field(
        "reason", label, typed.get("reason", ""), hint, errors.get("reason", ""), kind="area"
    )
    key = typed.get("key") or str(new_id())
    return pages.Folded(title, address, key, field, acts, open=wide or bool(errors))
