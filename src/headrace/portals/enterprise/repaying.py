"""The instalment that falls due next, and loans that are late."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.portals import codes, wording
from headrace.portals.enterprise import pages, plans
from headrace.portals.enterprise.around import Around, next_loan
from headrace.portals.enterprise.standing import Standing
from headrace.portals.pieces import Action, Message
from headrace.portals.templatetags.headrace import (
    exact,
    percent,
    short_day,
)


def next_repayment(around: Around, today: date) -> pages.NextRepayment | None:
    loan = next_loan(around.loans)
    if loan is None or loan.next_due is None or not around.plan_due:
        return None
    late = [each for each in around.plan_due if each.state == "late"]
    counted = {"paid": loan.instalments_paid, "all": loan.instalments}
    note = (
        _("%(paid)s of %(all)s paid, one is late")
        if late
        else _("%(paid)s of %(all)s paid, all in order")
    )
    where = _("%(day)s · %(rate)s a year · reference %(reference)s") % {
        "day": wording.day(loan.next_due.due_date, codes.language()),
        "rate": percent(loan.rate_yearly),
        "reference": loan.payment_reference,
    }
    return pages.NextRepayment(
        exact(loan.next_due.missing),
        where,
        note % counted,
        plans.plan_of(around.plan_due, today, low=True),
        Action(
            _("The whole plan and how to pay"),
            reverse("enterprise:agreement", args=[loan.agreement_id]),
        ),
    )


def late_loans(standing: Standing, around: Around) -> tuple[Message, ...]:
    """Say that another loan is late, when the page is about a newer request."""
    own = standing.loan.id if standing.loan else None
    return tuple(
        Message(
            "refused",
            _("%(amount)s is missing on an earlier loan.") % {"amount": exact(each.missing)},
            _("Due %(day)s.") % {"day": short_day(each.next_due.due_date)},
            Action(_("See it and pay"), reverse("enterprise:agreement", args=[each.agreement_id])),
        )
        for each in around.loans
        if each.missing.minor and each.next_due and each.id != own
    )
