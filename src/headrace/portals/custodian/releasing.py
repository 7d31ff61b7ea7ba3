"""The second key: the button, and the question with its facts and consequence."""

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.kit.ids import new_id
from headrace.portals import names
from headrace.portals.custodian import conditions, payment_words
from headrace.portals.custodian.reading import Payment, tail
from headrace.portals.pieces import Action, Dialogue, Fact, Mark
from headrace.portals.templatetags.headrace import exact, moment


def may(payment: Payment, *, holds_key: bool) -> bool:
    """Say whether a reader with the key is asked for it: his turn, and nothing speaks against."""
    ours = conditions.waits_for_us(payment.order)
    return holds_key and ours and conditions.stopped(payment) is None


def button(payment: Payment) -> Action:
    """Return the button that opens the question."""
    name = _name(payment)
    return Action(_label(payment), f"?ask={name}#{name}", opens=name)


def dialogue(payment: Payment, asked: str) -> Dialogue:
    """Return the question; it stands open if it is the one `asked` for by its address."""
    order = payment.order
    turned = moment(order.first_key_at) if order.first_key_at else "–"
    shown = conditions.checks(payment)
    met = _("%(met)s of %(all)s met") % {"met": shown.done, "all": shown.of}
    return Dialogue(
        _name(payment),
        _("Release %(amount)s?") % {"amount": exact(order.amount)},
        (
            Fact(_("Payer"), payment.payer),
            Fact(_("To"), f"{names.said(order.payee_name)}, {tail(order.payee_account)}"),
            Fact(_("For"), payment_words.purpose(order)),
            Fact(_("Conditions"), "", mark=Mark("done", met)),
            Fact(_("First key"), f"{payment.payer}, {turned}"),
            Fact(_("Second key"), _("yours")),
        ),
        _("After your key it leaves. Then only the payee's bank can send it back."),
        Action(
            _label(payment),
            reverse("custodian:turn", args=[order.id]),
            "post",
            key=str(new_id()),
        ),
        open=asked == _name(payment),
    )


def _label(payment: Payment) -> str:
    return _("Release %(amount)s") % {"amount": exact(payment.order.amount)}


def _name(payment: Payment) -> str:
    return f"release-{payment.order.id}"
