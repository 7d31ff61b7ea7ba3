"""The bank's loans: what it earned, what is late, what should come back."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tenor.money import Money

from headrace.contracts.queries import PortfolioRow
from headrace.portals.drawings.channel import ChannelStrip, Gate, Reach, Station
from headrace.portals.investor import coming, loan_rows, pages
from headrace.portals.investor.coming import Plans
from headrace.portals.investor.loan_rows import sum_of
from headrace.portals.investor.reading import UNDRAWN
from headrace.portals.pieces import Action, Head, State
from headrace.portals.templatetags.headrace import headline
from headrace.portals.visits import Visit
from headrace.portals.wording import figure


def page(
    loans: Sequence[PortfolioRow], plans: Plans, waiting: Money, visit: Visit, bank: str
) -> pages.PortfolioPage:
    """Return the page; `plans` by loan, `waiting` is the bank's free money at the custodian."""
    drawn = [each for each in loans if each.state not in UNDRAWN]
    if not drawn:
        return pages.PortfolioPage(Head(bank, _("No loan has been drawn yet")), empty=_empty())
    late = [each for each in drawn if each.days_past_due]
    ordered = sorted(drawn, key=_arrears_first)
    return pages.PortfolioPage(
        head=_head(drawn, late, bank),
        strip=_strip(drawn, waiting),
        coming=coming.plan(drawn, plans, visit.today),
        coming_note=_("this month and the next eleven, ¥"),
        late=tuple(loan_rows.row(each) for each in ordered if each.days_past_due),
        rows=tuple(loan_rows.row(each) for each in ordered),
        total=loan_rows.total(drawn),
        order=_("Late loans first, the longest late before the others; then by the next due day."),
    )


def _arrears_first(row: PortfolioRow) -> tuple[int, date, str]:
    return -row.days_past_due, row.next_due_date or date.max, row.borrower_name


def _head(drawn: Sequence[PortfolioRow], late: Sequence[PortfolioRow], bank: str) -> Head:
    earned = headline(sum_of(each.interest_received for each in drawn))
    running = [each for each in drawn if each.outstanding.minor]
    if not late:
        finding = _("%(earned)s interest earned, nothing late") % {"earned": earned}
    else:
        finding = ngettext(
            "%(earned)s interest earned; %(late)s of %(of)s running loans is late",
            "%(earned)s interest earned; %(late)s of %(of)s running loans are late",
            len(late),
        ) % {"earned": earned, "late": len(late), "of": len(running)}
    owed = sum_of(each.outstanding for each in late)
    lead = _("No loss has been booked. Late loans still owe %(owed)s of principal.")
    return Head(
        bank,
        finding,
        lead % {"owed": headline(owed)} if late else _("No loss has been booked."),
        other_act=Action(_("Payments to release"), reverse("investor:keys")),
    )


def _strip(drawn: Sequence[PortfolioRow], waiting: Money) -> ChannelStrip:
    lent, back = (
        sum_of(each.lent for each in drawn),
        sum_of(each.principal_received for each in drawn),
    )
    owed = sum_of(each.outstanding for each in drawn)
    share = float(back.amount / lent.amount) if lent.amount else 0.0
    running = sum(1 for each in drawn if each.outstanding.minor)
    firms = ngettext("At work, %(number)s loan", "At work, %(number)s loans", running)
    return ChannelStrip(
        (
            Station("ring", _("You lent"), headline(lent), reader=True),
            Station("basin", _("Free in custody"), headline(waiting), holds=bool(waiting.minor)),
            Station("wheel", firms % {"number": running}, headline(owed)),
            Station("ring", _("Principal back"), headline(back)),
        ),
        (Reach(1, Gate("open")), Reach(1, Gate("open")), Reach(share)),
        _("%(back)s of %(lent)s lent have come back.")
        % {"back": headline(back), "lent": headline(lent)},
        _("%(lent)s lent = %(back)s back + %(owed)s at work. Interest received besides: %(more)s.")
        % {
            "lent": figure(lent.amount, 2),
            "back": figure(back.amount, 2),
            "owed": figure(owed.amount, 2),
            "more": figure(sum_of(each.interest_received for each in drawn).amount, 2),
        },
    )


def _empty() -> State:
    return State(
        "empty",
        _("Loans appear here once a firm has drawn its money"),
        _("Until then your offers and agreements stand under Files."),
        Action(_("See your files"), reverse("investor:dossier")),
    )
