"""What should come back, month by month: the bank's own part of every instalment."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from headrace.contracts.queries import PlanRow, PortfolioRow
from headrace.portals import codes
from headrace.portals.drawings.plan import Plan, PlanBar
from headrace.portals.templatetags.headrace import headline
from headrace.portals.wording import month

Plans = Mapping[UUID, Sequence[PlanRow]]
_Month = tuple[int, int]
_MONTHS: Final = 12


def plan(loans: Sequence[PortfolioRow], plans: Plans, today: date) -> Plan:
    """
    Return the months behind of which something is missing, this month and the next eleven.

    :param plans: the whole plan of each loan; a bank of several counts its own part of it
    """
    sums, overdue = _by_month(loans, plans)
    first = (today.year, today.month)
    months = sorted(each for each in sums if each >= first)[:_MONTHS]
    behind = sorted(each for each in sums if each < first and _missing(sums[each]))
    bars = tuple(_bar(each, sums[each], fallen_due=each in overdue) for each in (*behind, *months))
    expected = sum((bar.total - bar.paid for bar in bars), Decimal(0))
    return Plan(
        bars,
        _("%(amount)s should come back in these months.") % {"amount": headline(expected)},
        len(behind) if months else None,
        132,
    )


def _by_month(
    loans: Sequence[PortfolioRow], plans: Plans
) -> tuple[Mapping[_Month, Sequence[Decimal]], set[_Month]]:
    sums: dict[_Month, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 3)
    overdue: set[_Month] = set()
    for place, parts, late in _parts(loans, plans):
        overdue |= {place} if late else set()
        sums[place] = [one + more for one, more in zip(sums[place], parts, strict=True)]
    return sums, overdue


def _parts(
    loans: Sequence[PortfolioRow], plans: Plans
) -> Iterator[tuple[_Month, tuple[Decimal, Decimal, Decimal], bool]]:
    """Principal, interest and what is paid of both, of each instalment, as far as the bank's."""
    for loan in loans:
        rows = plans.get(loan.loan_id, ())
        share = _share(loan, rows)
        for row in rows:
            whole = (row.principal, row.interest, row.paid_principal + row.paid_interest)
            principal, interest, paid = (each.amount * share for each in whole)
            place = row.due_date.year, row.due_date.month
            yield place, (principal, interest, paid), row.state == "late"


def _share(loan: PortfolioRow, rows: Sequence[PlanRow]) -> Decimal:
    whole = sum((each.principal.amount for each in rows), Decimal(0))
    return loan.lent.amount / whole if whole else Decimal(0)


def _missing(parts: Sequence[Decimal]) -> bool:
    principal, interest, paid = parts
    return paid < principal + interest


def _bar(place: _Month, parts: Sequence[Decimal], *, fallen_due: bool) -> PlanBar:
    label = month(date(*place, 1), codes.language())
    return PlanBar(label, parts[0], parts[1], parts[2], fallen_due)
