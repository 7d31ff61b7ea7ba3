"""The clerk's first page: releases that wait for the second key, those on their way, the ended."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tenor.money import Money, total_of

from headrace.portals import names
from headrace.portals.custodian import conditions, pages, payment_words, releasing, strip
from headrace.portals.custodian.reading import Payment, tail
from headrace.portals.custodian.seats import holds_key
from headrace.portals.pieces import Action, Head, Message, State
from headrace.portals.templatetags.headrace import exact, moment
from headrace.portals.visits import Visit

_ENDED = ("booked", "rejected", "returned", "cancelled")


def page(
    payments: Sequence[Payment],
    held: Money,
    visit: Visit,
    *,
    bank: str,
    to_verify: int,
    asked: str = "",
    messages: tuple[Message, ...] = (),
) -> pages.ReleasesPage:
    """Return the page; `held` is what lies in the bank's books, `to_verify` accounts that wait."""
    may = holds_key(visit)
    # The payer's key that was turned first stands longest.
    waiting = [each for each in reversed(payments) if conditions.waits_for_us(each.order)]
    ended = [each for each in payments if each.order.state in _ENDED]
    under_way = [each for each in payments if each not in waiting and each not in ended]
    asks = [each for each in waiting if releasing.may(each, holds_key=may)]
    return pages.ReleasesPage(
        head=_head(waiting, bank, to_verify),
        waiting=tuple(row(each, may=may) for each in waiting),
        under_way=tuple(row(each, may=may) for each in under_way),
        ended=tuple(row(each, may=may) for each in ended),
        dialogues=tuple(releasing.dialogue(each, asked) for each in asks),
        empty=None if waiting else _empty(),
        strip=strip.strip(waiting, under_way, ended, held, mine=bool(asks)),
        messages=(*messages, *((_no_key(),) if waiting and not may else ())),
    )


def row(payment: Payment, *, may: bool) -> pages.PaymentRow:
    """Return a payment as a row; `may` if the reader holds the second key."""
    order, shown = payment.order, conditions.checks(payment)
    mine = releasing.may(payment, holds_key=may)
    return pages.PaymentRow(
        payer=payment.payer,
        url=reverse("custodian:payment", args=[order.id]),
        what=payment_words.purpose(order),
        payee=names.said(order.payee_name),
        account=tail(order.payee_account),
        amount=exact(order.amount),
        checks=shown,
        met=_("%(met)s of %(all)s met") % {"met": shown.done, "all": shown.of},
        first_key=moment(order.first_key_at) if order.first_key_at else "–",
        mark=payment_words.mark(payment, mine=may),
        act=releasing.button(payment) if mine else None,
    )


def _head(waiting: Sequence[Payment], bank: str, to_verify: int) -> Head:
    where = _("%(bank)s, custody") % {"bank": bank}
    verify = ngettext(
        "%(number)s account to verify", "%(number)s accounts to verify", to_verify
    ) % {"number": to_verify}
    other = Action(verify, reverse("custodian:accounts")) if to_verify else None
    if not waiting:
        return Head(where, _("No release waits for your key"), other_act=other)
    finding = ngettext(
        "%(number)s release waits for your key",
        "%(number)s releases wait for your key",
        len(waiting),
    ) % {"number": len(waiting)}
    total = total_of([each.order.amount for each in waiting], waiting[0].order.amount.currency)
    lead = _("%(amount)s in all. The payers have turned the first key; yours is the second.")
    return Head(where, finding, lead % {"amount": exact(total)}, other_act=other)


def _no_key() -> Message:
    return Message(
        "in-time",
        _("You cannot turn the second key."),
        _("It needs a checker of your bank who has not acted on the payment before."),
    )


def _empty() -> State:
    return State(
        "empty",
        _("Nothing to release"),
        _("A payment appears here when a checker of its payer has turned the first key."),
    )
