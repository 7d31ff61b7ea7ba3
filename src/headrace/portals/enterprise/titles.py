"""Titles that several pages of a request share."""

from django.utils.translation import gettext as _

from headrace.contracts import queries as contracts
from headrace.market import queries as market
from headrace.portals import codes, wording
from headrace.portals.templatetags.headrace import (
    exact,
    headline,
)


def amount_and_term(asked: market.DemandView) -> str:
    """Return the title of a request: ¥1,200,000 for 9 months."""
    return _("%(amount)s for %(months)s months") % {
        "amount": headline(asked.amount),
        "months": asked.term_months,
    }


def missing_words(loan: contracts.LoanView, due: contracts.PlanRow) -> str:
    """Return the title of a late loan: ¥53,634.57 is missing from November."""
    return _("%(amount)s is missing from %(month)s") % {
        "amount": exact(loan.missing),
        "month": wording.month_name(due.due_date, codes.language()),
    }
