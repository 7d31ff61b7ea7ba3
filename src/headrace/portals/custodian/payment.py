"""One payment: its conditions one by one, its course, the second key, the way to take it back."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.portals import names
from headrace.portals.custodian import cancelling, conditions, pages, payment_words, releasing
from headrace.portals.custodian.reading import Payment
from headrace.portals.custodian.seats import holds_key, may_cancel
from headrace.portals.pieces import Action, Fact, Head, Message
from headrace.portals.templatetags.headrace import exact
from headrace.portals.visits import Visit


def page(
    payment: Payment,
    visit: Visit,
    *,
    asked: str = "",
    typed: Mapping[str, str],
    error: str = "",
    messages: tuple[Message, ...] = (),
) -> pages.PaymentPage:
    """Return the page; `typed` and `error` are of a cancelling that was refused."""
    order = payment.order
    mine = releasing.may(payment, holds_key=holds_key(visit))
    takes_back = may_cancel(visit) and order.state in conditions.NOT_SENT
    return pages.PaymentPage(
        head=_head(payment, mine=mine),
        facts=_facts(payment),
        conditions=conditions.marks(payment),
        course=payment_words.course(order),
        dialogue=releasing.dialogue(payment, asked) if mine else None,
        cancelling=cancelling.form(order, typed, error) if takes_back else None,
        messages=messages,
    )


def _head(payment: Payment, *, mine: bool) -> Head:
    told = {"amount": exact(payment.order.amount), "payee": names.said(payment.order.payee_name)}
    return Head(
        _("Payment"),
        _("%(amount)s to %(payee)s") % told,
        payment_words.mark(payment, mine=mine).words,
        main_act=releasing.button(payment) if mine else None,
        back=Action(_("Releases"), reverse("custodian:releases")),
    )


def _facts(payment: Payment) -> tuple[Fact, ...]:
    """A clerk compares the account with paper, so here it stands in full."""
    order = payment.order
    return (
        Fact(_("Payer"), payment.payer),
        Fact(_("To"), names.said(order.payee_name), order.payee_account),
        Fact(_("For"), payment_words.purpose(order)),
        Fact(_("Amount"), exact(order.amount)),
        Fact(_("The payer's order"), order.client_authorisation.removeprefix("request ") or "–"),
    )
