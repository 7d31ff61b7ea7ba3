"""The bank's signature: whether it is waited for, who gives it, and the question before."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.contracts.queries import AgreementView
from headrace.kit.actors import CHECKER
from headrace.kit.ids import new_id
from headrace.portals import names
from headrace.portals.pieces import Action, Dialogue, Fact, Message, Turn
from headrace.portals.templatetags.headrace import exact
from headrace.portals.visits import Visit

DIALOGUE: Final = "sign"
OPEN: Final = ("drafted", "signing")


def waits(agreement: AgreementView, visit: Visit) -> bool:
    """Say whether the agreement waits for the reader's institution."""
    ours = visit.actor.organisation_id in agreement.waits_for
    return ours and agreement.state in OPEN


def may_sign(agreement: AgreementView, visit: Visit) -> bool:
    """Say whether the reader can give the signature that is waited for."""
    return waits(agreement, visit) and CHECKER in visit.actor.duties


def why_not(agreement: AgreementView, visit: Visit) -> tuple[Message, ...]:
    """Return why the reader cannot give it, and who can."""
    if not waits(agreement, visit) or CHECKER in visit.actor.duties:
        return ()
    return (
        Message(
            "in-time",
            _("The bank has not signed yet; you cannot sign for it."),
            _("A colleague with the duty of a checker signs: a lender commits others' money."),
        ),
    )


def turn(agreement: AgreementView) -> Turn:
    """Return the turn of who can sign."""
    return Turn(
        _("Your turn: sign for the bank"),
        _("Your signature and the firm's together make it binding; takes about 5 minutes."),
        Action(
            _("Sign for %(amount)s") % {"amount": exact(agreement.principal)},
            f"?ask={DIALOGUE}#{DIALOGUE}",
            opens=DIALOGUE,
        ),
    )


def dialogue(agreement: AgreementView, *, asked: bool) -> Dialogue:
    """Return the question before a signature; `asked` opens it, for readers without script."""
    amount = exact(agreement.principal)
    return Dialogue(
        DIALOGUE,
        _("Sign for %(amount)s?") % {"amount": amount},
        (
            Fact(_("To"), names.said(agreement.borrower_name)),
            Fact(_("Document"), agreement.document_hash[:16]),
            Fact(_("Takes effect"), _("when all parties have signed")),
        ),
        _("Once all have signed, the money stays bound until the firm has drawn or repaid it."),
        Action(
            _("Sign for %(amount)s") % {"amount": amount},
            reverse("investor:sign", args=[agreement.id]),
            "post",
            key=str(new_id()),
        ),
        open=asked,
    )
