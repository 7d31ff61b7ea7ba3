"""The bank's loans: what it earned, what is late, what should come back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tenor.money import Money, total_of

from headrace.contracts.queries import PlanRow, PortfolioRow
from headrace.portals import codes, names
from headrace.portals.drawings.channel import ChannelStrip, Gate, Reach, Station
from headrace.portals.drawings.plan import Plan, PlanBar
from headrace.portals.investor import pages
from headrace.portals.pieces import Action, Head, Mark, State
from headrace.portals.templatetags.headrace import headline, short_day
from headrace.portals.visits import Visit
from headrace.portals.wording import figure, month
from headrace.products import queries as products

Plans = Mapping[UUID, Sequence[PlanRow]]


def page(
    loans: Sequence[PortfolioRow], plans: Plans, waiting: Money, visit: Visit, bank: str
) -> pages.PortfolioPage:
    """Return the page; `plans` by loan, `waiting` is the bank's free money at the custodian."""
    drawn = [each for each in loans if each.state not in ("agreed", "cancelled")]
    if not drawn:
        return pages.PortfolioPage(Head(bank, _("No loan has been drawn yet")), empty=_empty())
    late = [each for each in drawn if each.days_past_due]
    ordered = sorted(drawn, key=_arrears_first)
    return pages.PortfolioPage(
        head=_head(drawn, late, bank),
        strip=_strip(drawn, waiting),
        coming=_coming(drawn, plans, visit.today),
        coming_note=_("this month and the next eleven, ¥"),
        late=tuple(_row(each) for each in ordered if each.days_past_due),
        rows=tuple(_row(each) for each in ordered),
        total=_total(drawn),
        order=_("Late loans first, the longest late before the others; then by the next due day."),
    )


def _arrears_first(row: PortfolioRow) -> tuple[int, date, str]:
    return -row.days_past_due, row.next_due_date or date.max, row.borrower_name


def _sum(amounts: Iterable[Money]) -> Money:
    found = list(amounts)
    return total_of(found, found[0].currency) if found else Money.zero()


def _head(drawn: Sequence[PortfolioRow], late: Sequence[PortfolioRow], bank: str) -> Head:
    earned = headline(_sum(each.interest_received for each in drawn))
    running = [each for each in drawn if each.outstanding.minor]
    if not late:
        finding = _("%(earned)s interest earned, nothing late") % {"earned": earned}
    else:
        finding = ngettext(
            "%(earned)s interest earned; %(late)s of %(of)s running loans is late",
            "%(earned)s interest earned; %(late)s of %(of)s running loans are late",
            len(late),
        ) % {"earned": earned, "late": len(late), "of": len(running)}
    owed = _sum(each.outstanding for each in late)
    lead = _("No loss has been booked. Late loans still owe %(owed)s of principal.")
    return Head(
        bank,
        finding,
        lead % {"owed": headline(owed)} if late else _("No loss has been booked."),
        other_act=Action(_("Payments to release"), reverse("investor:keys")),
    )


def _strip(drawn: Sequence[PortfolioRow], waiting: Money) -> ChannelStrip:
    lent, back = _sum(each.lent for each in drawn), _sum(each.principal_received for each in drawn)
    owed = _sum(each.outstanding for each in drawn)
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
            "more": figure(_sum(each.interest_received for each in drawn).amount, 2),
        },
    )


def _coming(drawn: Sequence[PortfolioRow], plans: Plans, today: date) -> Plan:
    """The bank's part of every instalment, by month; what is overdue stands in its own month."""
    sums: dict[tuple[int, int], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 3)
    overdue: set[tuple[int, int]] = set()
    for loan in drawn:
        for row in plans.get(loan.loan_id, ()):
            place = row.due_date.year, row.due_date.month
            paid = (row.paid_principal + row.paid_interest).amount
            parts = (row.principal.amount, row.interest.amount, paid)
            overdue |= {place} if row.state == "late" else set()
            sums[place] = [one + more for one, more in zip(sums[place], parts, strict=True)]
    first = (today.year, today.month)
    months = sorted(each for each in sums if each >= first)[:12]
    behind = sorted(each for each in sums if each < first and sums[each][2] < sum(sums[each][:2]))
    bars = tuple(_bar(each, sums[each], fallen_due=each in overdue) for each in (*behind, *months))
    expected = sum((bar.total - bar.paid for bar in bars), Decimal(0))
    return Plan(
        bars,
        _("%(amount)s should come back in these months.") % {"amount": headline(expected)},
        len(behind) if months else None,
        132,
    )


def _bar(place: tuple[int, int], parts: Sequence[Decimal], *, fallen_due: bool) -> PlanBar:
    label = month(date(*place, 1), codes.language())
    return PlanBar(label, parts[0], parts[1], parts[2], fallen_due)


def _row(loan: PortfolioRow) -> pages.LoanRow:
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


def _total(drawn: Sequence[PortfolioRow]) -> pages.LoanRow:
    return pages.LoanRow(
        firm=_("All loans"),
        url="",
        second="",
        lent=figure(_sum(each.lent for each in drawn).amount, 2),
        back=figure(_sum(each.principal_received for each in drawn).amount, 2),
        owed=figure(_sum(each.outstanding for each in drawn).amount, 2),
        interest=figure(_sum(each.interest_received for each in drawn).amount, 2),
        mark=Mark("done", ""),
    )


def _empty() -> State:
    return State(
        "empty",
        _("Loans appear here once a firm has drawn its money"),
        _("Until then your offers and agreements stand under Files."),
        Action(_("See your files"), reverse("investor:dossier")),
    )
