"""The release of a payment: the button, and the question with its facts and consequence."""

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.contracts.queries import AgreementView
from headrace.custody.queries import InstructionView
from headrace.kit.ids import new_id
from headrace.portals import names
from headrace.portals.investor.payments import tail
from headrace.portals.pieces import Action, Dialogue, Fact, Mark
from headrace.portals.templatetags.headrace import exact


def button(payment: InstructionView) -> Action:
    """Return the button that opens the question."""
    return Action(
        _("Release %(amount)s") % {"amount": exact(payment.amount)},
        f"?ask={_name(payment)}#{_name(payment)}",
        opens=_name(payment),
    )


def dialogue(
    payment: InstructionView, business: Mapping[UUID, AgreementView], asked: str
) -> Dialogue:
    """Return the question; it stands open if it is the one `asked` for by its address."""
    amount, agreement = exact(payment.amount), business.get(payment.business.id)
    signed = agreement is not None and not agreement.waits_for
    return Dialogue(
        _name(payment),
        _("Release %(amount)s?") % {"amount": amount},
        (
            Fact(_("To"), f"{names.said(payment.payee_name)}, {tail(payment.payee_account)}"),
            Fact(
                _("For"),
                _("drawdown of %(reference)s")
                % {"reference": agreement.payment_reference if agreement else "–"},
            ),
            Fact(
                _("Agreement"),
                "",
                mark=Mark("done", _("signed by all parties"))
                if signed
                else Mark("near", _("not signed by all")),
            ),
            Fact(_("First key"), _("yours")),
            Fact(_("Second key"), _("the custodian's")),
            Fact(_("Takes effect"), _("when the custodian has turned its key")),
        ),
        _("After both keys only the payee's bank can send it back."),
        Action(
            _("Release %(amount)s") % {"amount": amount},
            reverse("investor:turn", args=[payment.id]),
            "post",
            key=str(new_id()),
        ),
        open=asked == _name(payment),
    )


def _name(payment: InstructionView) -> str:
    return f"release-{payment.id}"
