"""What must be true before the second key is turned, one by one."""

from typing import Final

from django.utils.translation import gettext as _

from headrace.custody.queries import InstructionView
from headrace.portals.custodian.reading import Payment
from headrace.portals.drawings.gauges import Checks
from headrace.portals.pieces import Mark
from headrace.portals.templatetags.headrace import exact, moment

WAITING: Final = "drafted"
# Until it is sent a payment can still be cancelled, and its cover is not yet taken.
NOT_SENT: Final = (WAITING, "authorised")


def marks(payment: Payment) -> tuple[Mark, ...]:
    """Return every condition in words with its mark, the unmet ones as such."""
    order = payment.order
    return (
        _first_key(payment),
        Mark("done", _("the payer's order stands behind it"))
        if order.client_authorisation
        else Mark("refused", _("no order of the payer stands behind it")),
        _covered(payment),
        Mark("refused", _("the account is frozen by an authority"))
        if payment.cover.frozen
        else Mark("done", _("no freeze on the account it leaves")),
        Mark("done", _("payee and account are those of the payer's order"))
        if order.payee_name and order.payee_account
        else Mark("refused", _("payee or account is missing")),
    )


def checks(payment: Payment) -> Checks:
    """Return the conditions as squares."""
    every = marks(payment)
    return Checks(sum(each.kind == "done" for each in every), len(every))


def stopped(payment: Payment) -> Mark | None:
    """Return the first condition that speaks against a release, if there is one."""
    return next((each for each in marks(payment) if each.kind == "refused"), None)


def waits_for_us(order: InstructionView) -> bool:
    """Say whether the second key is the next one."""
    return order.state == WAITING and order.keys == 1


def _first_key(payment: Payment) -> Mark:
    turned = payment.order.first_key_at
    if turned is None:
        return Mark("wait", _("%(payer)s has not turned the first key") % {"payer": payment.payer})
    told = {"payer": payment.payer, "moment": moment(turned)}
    return Mark("done", _("first key of %(payer)s, %(moment)s") % told)


def _covered(payment: Payment) -> Mark:
    if payment.order.state not in NOT_SENT:
        return Mark("done", _("the money was set aside when it was sent"))
    if payment.order.amount > payment.cover.free:
        told = {"free": exact(payment.cover.free)}
        return Mark("refused", _("only %(free)s is free on the account") % told)
    return Mark("done", _("covered: %(free)s is free") % {"free": exact(payment.cover.free)})
