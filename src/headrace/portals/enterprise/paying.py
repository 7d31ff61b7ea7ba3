"""How to pay: how much, to which account, under which reference."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from headrace.contracts import queries as contracts
from headrace.portals import names, wording
from headrace.portals.enterprise import pages
from headrace.portals.enterprise.beside import Beside
from headrace.portals.enterprise.standing import Stage, Standing
from headrace.portals.pieces import Action, Fact
from headrace.portals.templatetags.headrace import (
    exact,
    short_day,
)


def how_to_pay(
    standing: Standing, agreement: contracts.AgreementView, beside: Beside, key: UUID
) -> pages.Paying | None:
    loan, book = standing.loan, standing.book
    if standing.stage is not Stage.REPAY or loan is None or loan.next_due is None or book is None:
        return None
    amount = loan.missing if loan.missing.minor else loan.next_due.missing
    act = None
    if beside.pay_url:
        act = Action(
            _("Let my bank pay %(amount)s now") % {"amount": exact(amount)},
            beside.pay_url,
            "post",
            name="asked",
            value=f"{loan.next_due.number}-{amount.minor}",
            key=str(key),
        )
    return pages.Paying(
        facts=(
            Fact(_("Amount"), exact(amount), _due_words(loan.next_due, standing.today)),
            Fact(_("To account"), _grouped(book.account_number), book.account_name),
            Fact(_("At"), names.said(standing.custodian)),
            Fact(_("Payment reference"), agreement.payment_reference, _("write it exactly so")),
        ),
        words=_(
            "Pay from any bank. It is counted the day it arrives: oldest first, interest first."
        ),
        act=act,
    )


def _due_words(due: contracts.PlanRow, today: date) -> str:
    day = short_day(due.due_date)
    if due.due_date < today:
        return _("was due %(day)s") % {"day": day}
    return _("due %(day)s") % {"day": day}


def _grouped(number: str) -> str:
    return wording.NBSP.join(number[k : k + 4] for k in range(0, len(number), 4))
