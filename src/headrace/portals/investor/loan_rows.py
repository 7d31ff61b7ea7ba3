"""The bank's loans row by row, and the row in which they add up."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tenor.money import Money, total_of

from headrace.contracts.queries import PortfolioRow
from headrace.portals import codes, names
from headrace.portals.investor import pages
from headrace.portals.pieces import Mark
from headrace.portals.templatetags.headrace import short_day
from headrace.portals.wording import figure
from headrace.products import queries as products


def sum_of(amounts: Iterable[Money]) -> Money:
    """Add up amounts of one currency; nothing is nothing in yuan."""
    found = list(amounts)
    return total_of(found, found[0].currency) if found else Money.zero()


def row(loan: PortfolioRow) -> pages.LoanRow:
    """Return a loan: lent, back, still owed, late or next due."""
    return pages.LoanRow(
        firm=names.said(loan.borrower_name),
        url=reverse("investor:agreement", args=[loan.agreement_id]),
        second=codes.named(products.model(loan.model).name),
        lent=figure(loan.lent.amount, 2),
        back=figure(loan.principal_received.amount, 2),
        owed=figure(loan.outstanding.amount, 2),
        interest=figure(loan.interest_received.amount, 2),
        mark=_mark(loan),
    )


def _mark(loan: PortfolioRow) -> Mark:
    if loan.days_past_due:
        words = ngettext("%(days)s day late", "%(days)s days late", loan.days_past_due)
        return Mark("late", words % {"days": loan.days_past_due})
    if loan.state == "repaid" or loan.next_due_date is None:
        return Mark("done", _("repaid"))
    return Mark("done", _("next due %(day)s") % {"day": short_day(loan.next_due_date)})


def total(drawn: Sequence[PortfolioRow]) -> pages.LoanRow:
    """Return the row in which all loans add up."""
    return pages.LoanRow(
        firm=_("All loans"),
        url="",
        second="",
        lent=figure(sum_of(each.lent for each in drawn).amount, 2),
        back=figure(sum_of(each.principal_received for each in drawn).amount, 2),
        owed=figure(sum_of(each.outstanding for each in drawn).amount, 2),
        interest=figure(sum_of(each.interest_received for each in drawn).amount, 2),
        mark=Mark("done", ""),
    )
