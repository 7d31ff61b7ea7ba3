"""Payments that wait for the bank's key, and those on their way to the custodian."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tenor.money import total_of

from headrace.contracts.queries import AgreementView
from headrace.custody.queries import InstructionView
from headrace.kit.actors import CHECKER
from headrace.portals.investor import pages, payments, releasing
from headrace.portals.pieces import Action, Head, Message, State
from headrace.portals.templatetags.headrace import exact
from headrace.portals.visits import Visit


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
        waiting=tuple(
            payments.row(each, business, releasing.button(each) if may else None)
            for each in waiting
        ),
        under_way=tuple(payments.row(each, business, None) for each in under_way),
        dialogues=tuple(releasing.dialogue(each, business, asked) for each in waiting)
        if may
        else (),
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
