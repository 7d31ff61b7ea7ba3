"""A payment in words: what it is for, where it stands, what happened to it."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headrace.custody.queries import InstructionView
from headrace.portals import codes
from headrace.portals.custodian import conditions
from headrace.portals.custodian.reading import Payment
from headrace.portals.pieces import Event, Mark, MarkKind
from headrace.portals.templatetags.headrace import day, moment

_PURPOSES: Final[codes.Words] = {
    "drawdown": gettext_lazy("loan paid to the firm"),
    "pay_out": gettext_lazy("the party's own money, to its own account"),
}
_STATES: Final[Mapping[str, tuple[MarkKind, Promise]]] = {
    "authorised": ("wait", gettext_lazy("two keys turned, leaves next")),
    "sending": ("wait", gettext_lazy("being sent")),
    "sent": ("wait", gettext_lazy("sent, no answer yet")),
    "accepted": ("wait", gettext_lazy("accepted, not yet booked")),
    "booked": ("done", gettext_lazy("booked")),
    "returning": ("near", gettext_lazy("refused after booking; the money is coming back")),
    "returned": ("refused", gettext_lazy("came back from the payee's bank")),
    "rejected": ("refused", gettext_lazy("refused by the bank's system")),
    "cancelled": ("closed", gettext_lazy("cancelled before it left")),
}


def purpose(order: InstructionView) -> str:
    """Return what the payment is for."""
    return codes.word(_PURPOSES, order.purpose_code)


def mark(payment: Payment, *, mine: bool) -> Mark:
    """Return where a payment stands; `mine` if the reader may turn its key."""
    order = payment.order
    if order.state in _STATES:
        kind, words = _STATES[order.state]
        return Mark(kind, str(words))
    if not conditions.waits_for_us(order):
        return Mark("wait", _("first key: the payer's"))
    against = conditions.stopped(payment)
    if against is not None:
        return against
    return Mark("turn", _("second key: you")) if mine else Mark("wait", _("second key: a checker"))


def course(order: InstructionView) -> tuple[Event, ...]:
    """Return what happened to a payment, oldest first, and what follows."""
    happened = [Event("done", moment(order.prepared_at), _("drawn up"))]
    keys = ((order.first_key_at, _("first key turned")), (order.second_key_at, _("second key")))
    happened += [Event("done", moment(at), words) for at, words in keys if at is not None]
    if order.sending_at is not None:
        happened.append(Event("done", moment(order.sending_at), _("sent to the bank's system")))
    if order.booked_date is not None:
        happened.append(Event("done", day(order.booked_date), _("booked on the account")))
    return (*happened, *_end(order))


def _end(order: InstructionView) -> tuple[Event, ...]:
    if order.state == "booked":
        return ()
    if order.state in _STATES:
        return (Event("now", "", str(_STATES[order.state][1]), order.reason_code),)
    return (
        Event("now", "", _("waits for the second key") if order.keys else _("waits for its payer")),
    )
