"""The instalments of a loan as rows, and where a payment went."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.contracts import queries as contracts
from headrace.portals import codes, wording
from headrace.portals.drawings.gauges import Parts
from headrace.portals.enterprise import pages
from headrace.portals.pieces import Mark
from headrace.portals.templatetags.headrace import exact, fen, short_day

_ROWS_SHOWN = 4


def rows_of(plan: Sequence[contracts.PlanRow]) -> tuple[pages.InstalmentRow, ...]:
    """Return the latest few around the first unpaid one; all of them stand in the plan's table."""
    unpaid = next((k for k, each in enumerate(plan) if each.state != "paid"), len(plan))
    start = max(0, min(unpaid - 2, len(plan) - _ROWS_SHOWN))
    return tuple(_row(each) for each in plan[start : start + _ROWS_SHOWN])


def went_of(repayments: Sequence[contracts.RepaymentView]) -> pages.Went | None:
    """Return where the last payment went; nothing until one was counted."""
    last = next((each for each in repayments if each.principal.minor + each.interest.minor), None)
    if last is None:
        return None
    shares = len(last.shared)
    words = ngettext(
        "paid %(day)s, to %(n)s funder the same day",
        "paid %(day)s, split to %(n)s funders the same day",
        shares,
    )
    facts = {"interest": fen(last.interest), "principal": fen(last.principal)}
    return pages.Went(
        _("Where your %(amount)s went") % {"amount": exact(last.amount)},
        words % {"day": short_day(last.value_date), "n": shares},
        Parts(
            last.interest.amount,
            last.principal.amount,
            _("interest %(interest)s") % facts,
            _("principal %(principal)s") % facts,
            _("Interest %(interest)s, principal %(principal)s.") % facts,
        ),
    )


def _row(row: contracts.PlanRow) -> pages.InstalmentRow:
    paid = row.paid_principal + row.paid_interest
    return pages.InstalmentRow(
        wording.month(row.due_date, codes.language()),
        row.due_date.isoformat(),
        fen(row.principal),
        fen(row.interest),
        fen(paid) if paid.minor else wording.NONE,
        _mark(row),
    )


def _mark(row: contracts.PlanRow) -> Mark:
    if row.state == "paid":
        return Mark("done", _paid_words(row))
    if row.state == "late":
        return Mark("late", _("%(amount)s missing") % {"amount": exact(row.missing)})
    return Mark("wait", _("%(amount)s due") % {"amount": exact(row.missing)})


def _paid_words(row: contracts.PlanRow) -> str:
    on = row.paid_at.astimezone(wording.TOWN_ZONE).date() if row.paid_at else row.due_date
    if on > row.due_date:
        days = (on - row.due_date).days
        return ngettext("paid, %(days)s day late", "paid, %(days)s days late", days) % {
            "days": days
        }
    return _("paid in time")
