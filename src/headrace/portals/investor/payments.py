"""A payment as a row: for which firm, to whom, and what it waits for."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headrace.contracts.queries import AgreementView
from headrace.custody.queries import InstructionView
from headrace.portals import names
from headrace.portals.investor import agreement as agreements
from headrace.portals.investor import pages
from headrace.portals.pieces import Action, Mark
from headrace.portals.templatetags.headrace import exact, moment

_UNDER_WAY: Final[Mapping[str, Promise]] = {
    "drafted": gettext_lazy("waits for the custodian's key"),
    "authorised": gettext_lazy("two keys turned, leaves next"),
    "sending": gettext_lazy("being sent to the custodian"),
    "sent": gettext_lazy("with the custodian"),
    "accepted": gettext_lazy("accepted by the custodian"),
}


def row(
    payment: InstructionView, business: Mapping[UUID, AgreementView], act: Action | None
) -> pages.PaymentRow:
    """Return a payment; `act` is the button of who may turn its key now."""
    agreement = business.get(payment.business.id)
    return pages.PaymentRow(
        id=str(payment.id),
        firm=agreements.firm(agreement) if agreement else names.said(payment.payee_name),
        url=reverse("investor:agreement", args=[agreement.id]) if agreement else "",
        second=_about(payment, agreement),
        amount=exact(payment.amount),
        payee=names.said(payment.payee_name),
        account=tail(payment.payee_account),
        mark=_mark(payment, mine=act is not None),
        act=act,
    )


def tail(account: str) -> str:
    """Return the last four figures of an account, enough to compare it with the paper."""
    return f"…{account[-4:]}" if len(account) > 4 else account


def _mark(payment: InstructionView, *, mine: bool) -> Mark:
    if payment.keys:
        return Mark("wait", str(_UNDER_WAY.get(payment.state, payment.state)))
    if mine:
        return Mark("turn", _("your key"))
    return Mark("wait", _("waits for a checker of your bank"))


def _about(payment: InstructionView, agreement: AgreementView | None) -> str:
    prepared = _("prepared %(moment)s") % {"moment": moment(payment.prepared_at)}
    if agreement is None:
        return prepared
    return _("drawdown of %(reference)s, %(prepared)s") % {
        "reference": agreement.payment_reference,
        "prepared": prepared,
    }
