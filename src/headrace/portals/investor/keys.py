"""Payments that wait for the bank's key, and those on their way to the custodian."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from tenor.money import total_of

from headrace.contracts.queries import AgreementView
from headrace.custody.queries import InstructionView
from headrace.kit.actors import CHECKER
from headrace.kit.ids import new_id
from headrace.portals import names
from headrace.portals.investor import agreement as agreements
from headrace.portals.investor import pages
from headrace.portals.pieces import Action, Dialogue, Fact, Head, Mark, Message, State
from headrace.portals.templatetags.headrace import exact, moment
from headrace.portals.visits import Visit

UNDER_WAY: Final[Mapping[str, Promise]] = {
    "drafted": gettext_lazy("waits for the custodian's key"),
    "authorised": gettext_lazy("two keys turned, leaves next"),
    "sending": gettext_lazy("being sent to the custodian"),
    "sent": gettext_lazy("with the custodian"),
    "accepted": gettext_lazy("accepted by the custodian"),
}


def page(
    waiting: Sequence[InstructionView],
    under_way: Sequence[InstructionView],
    business: Mapping[UUID, AgreementView],
    visit: Visit,
    *,
    asked: str = "",
    messages: tuple[Message, ...] = (),
) -> pages.KeysPage:
    """Return the page; `business` are the agreements that the payments belong to, by id."""
    may = CHECKER in visit.actor.duties
    return pages.KeysPage(
        head=_head(waiting),
        waiting=tuple(_row(each, business, _release(each) if may else None) for each in waiting),
        under_way=tuple(_row(each, business, None) for each in under_way),
        dialogues=tuple(_dialogue(each, business, asked) for each in waiting) if may else (),
        empty=None if waiting else _empty(),
        messages=(*messages, *((_no_key(),) if waiting and not may else ())),
    )


def _head(waiting: Sequence[InstructionView]) -> Head:
    back = Action(_("Queue"), reverse("investor:queue"))
    if not waiting:
        return Head(_("Payments"), _("No payment waits for your bank's key"), back=back)
    total = total_of([each.amount for each in waiting], waiting[0].amount.currency)
    finding = ngettext(
        "%(number)s payment waits for your bank's key",
        "%(number)s payments wait for your bank's key",
        len(waiting),
    ) % {"number": len(waiting)}
    return Head(
        _("Payments"),
        finding,
        _("%(amount)s in all. Your key is the first; the custodian's follows.")
        % {"amount": exact(total)},
        back=back,
    )


def _name(payment: InstructionView) -> str:
    return f"release-{payment.id}"


def _release(payment: InstructionView) -> Action:
    return Action(
        _("Release %(amount)s") % {"amount": exact(payment.amount)},
        f"?ask={_name(payment)}#{_name(payment)}",
        opens=_name(payment),
    )


def _row(
    payment: InstructionView, business: Mapping[UUID, AgreementView], act: Action | None
) -> pages.PaymentRow:
    agreement = business.get(payment.business.id)
    first = payment.keys == 0
    kind = "turn" if act else "wait"
    words = _("your key") if act else _("waits for a checker of your bank")
    if not first:
        kind, words = "wait", str(UNDER_WAY.get(payment.state, payment.state))
    return pages.PaymentRow(
        id=str(payment.id),
        firm=agreements.firm(agreement) if agreement else names.said(payment.payee_name),
        url=reverse("investor:agreement", args=[agreement.id]) if agreement else "",
        second=_about(payment, agreement),
        amount=exact(payment.amount),
        payee=names.said(payment.payee_name),
        account=tail(payment.payee_account),
        mark=Mark("turn" if kind == "turn" else "wait", words),
        act=act,
    )


def _about(payment: InstructionView, agreement: AgreementView | None) -> str:
    prepared = _("prepared %(moment)s") % {"moment": moment(payment.prepared_at)}
    if agreement is None:
        return prepared
    return _("drawdown of %(reference)s, %(prepared)s") % {
        "reference": agreement.payment_reference,
        "prepared": prepared,
    }


def tail(account: str) -> str:
    """Return the last four figures of an account, enough to compare it with the paper."""
    return f"…{account[-4:]}" if len(account) > 4 else account


def _dialogue(
    payment: InstructionView, business: Mapping[UUID, AgreementView], asked: str
) -> Dialogue:
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


def _no_key() -> Message:
    return Message(
        "in-time",
        _("You cannot turn your bank's key."),
        _("It needs a person with the duty of a checker who did not prepare the payment."),
    )


def _empty() -> State:
    return State(
        "empty",
        _("Nothing to release"),
        _(
            "A payment appears here when a firm draws the money of an agreement that all have"
            " signed."
        ),
        Action(_("See your files"), reverse("investor:dossier")),
    )
