"""The words of facts and claims: what each is called, and how its values are read."""

from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from tenor.money import Money

from headrace.portals import codes
from headrace.portals.codes import Words, word
from headrace.portals.templatetags.headrace import count, headline, long_day, percent

NAMES: Final[Words] = {
    "legal_form": _("Legal form"),
    "size_class": _("Size class"),
    "staff": _("Staff as registered"),
    "industry": _("Trade"),
    "sales": _("Sales, last 12 months"),
    "growth": _("Growth against the year before"),
    "active_months": _("Months with sales, of the last 12"),
    "volatility": _("Swing of monthly sales"),
    "credit_note": _("Credit notes, share of sales"),
    "voided": _("Voided invoices, share"),
    "largest_buyer": _("Largest buyer's share"),
    "history_months": _("Invoices on record"),
    "purchase_ratio": _("Purchases to sales"),
    "identity": _("Identity"),
    "licence_valid": _("Licence valid"),
    "owners_checked": _("Owners checked"),
    "site_visited": _("Premises visited"),
    "operation": _("Operation"),
    "staff_seen": _("Staff seen on site"),
    "remark_code": _("Remark"),
    "grade": _("Grade of the rating house"),
    "confidence_percent": _("How sure the rating house is"),
    "outlook": _("Outlook"),
    "open_loans": _("Loans elsewhere"),
    "overdue": _("Overdue elsewhere"),
    "debts": _("Debts elsewhere"),
    "cover": _("Cover offered"),
    "fee_rate": _("Guarantee fee a year"),
    "premium_rate": _("Premium a year"),
    "until_date": _("Cover until"),
    "low": _("Value, low estimate"),
    "high": _("Value, high estimate"),
    "patents": _("Patents"),
}
FIRST: Final = (
    *("sales", "growth", "largest_buyer", "history_months", "staff", "size_class"),
    *("debts", "overdue", "operation", "identity"),
)
_VALUES: Final[Words] = {
    "yes": _("yes"),
    "no": _("no"),
    "clear": pgettext_lazy("finding", "clear"),
    "doubt": pgettext_lazy("finding", "in doubt"),
    "sound": pgettext_lazy("finding", "sound"),
    "fair": pgettext_lazy("finding", "fair"),
    "weak": pgettext_lazy("finding", "weak"),
    "positive": pgettext_lazy("outlook", "positive"),
    "stable": pgettext_lazy("outlook", "stable"),
    "negative": pgettext_lazy("outlook", "negative"),
}
_TABLES: Final = {
    "legal_form": codes.FORMS,
    "size_class": codes.SIZES,
    "industry": codes.INDUSTRIES,
}
_FRACTIONS: Final = frozenset({"fee_rate", "premium_rate"})


def value(name: str, found: Money | Decimal | int | str | None) -> str:
    """Return a fact's value as people read it; what nobody knows is *not known*."""
    if found is None or found == "":
        return str(_("not known"))
    if isinstance(found, Money):
        return headline(found)
    if name in _FRACTIONS:
        return percent(Decimal(str(found)))
    if isinstance(found, Decimal):
        return percent(found)
    if isinstance(found, int):
        return _counted(name, found)
    if name == "until_date":
        return long_day(date.fromisoformat(found))
    table = _TABLES.get(name, _VALUES)
    return word(table, found) if found.islower() else found


def _counted(name: str, number: int) -> str:
    if name == "confidence_percent":
        return percent(Decimal(number) / 100, 0)
    if name == "history_months":
        return str(_("%(number)s months")) % {"number": number}
    return count(number)
