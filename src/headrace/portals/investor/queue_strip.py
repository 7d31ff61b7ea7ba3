"""The queue as a channel: new, ready to decide, with others, released; and the sum that holds."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tenor.money import Money, total_of

from headrace.contracts.queries import LoanView
from headrace.kit.clock import day_of
from headrace.market.queries import QueueRow
from headrace.portals.drawings.channel import ChannelStrip, Gate, Reach, Station
from headrace.portals.templatetags.headrace import headline
from headrace.portals.wording import figure

_WEEK: Final = timedelta(days=7)


def strip(
    rows: Sequence[QueueRow], mine: Sequence[QueueRow], loans: Iterable[LoanView], at: datetime
) -> ChannelStrip:
    """Return the channel of a desk; `mine` are the rows that wait for the reader."""
    today, since = day_of(at), day_of(at) - _WEEK
    new = [row for row in rows if row.published_at and day_of(row.published_at) == today]
    others = [row for row in rows if row not in mine]
    released = [each for each in loans if each.drawn_date and each.drawn_date > since]
    yours = Gate("yours", _("your decision"), 0.07) if mine else Gate("open")
    return ChannelStrip(
        (
            Station("ring", _("New today"), _pile([row.amount for row in new])),
            Station("ring", _("Ready to decide"), _pile([r.amount for r in mine]), reader=True),
            Station("ring", _("With others"), _pile([row.amount for row in others])),
            Station("wheel", _("Released this week"), _pile([each.principal for each in released])),
        ),
        (
            Reach(1, Gate("open")),
            Reach(1, yours),
            Reach(1, Gate("shut", _("others act first"))),
        ),
        ngettext(
            "%(mine)s file waits for your decision, %(others)s for others.",
            "%(mine)s files wait for your decision, %(others)s for others.",
            len(mine),
        )
        % {"mine": len(mine), "others": len(others)},
        _("%(mine)s ready to decide + %(others)s with others = %(all)s on your desk.")
        % {
            "mine": figure(_sum(mine).amount),
            "others": figure(_sum(others).amount),
            "all": figure(_sum(rows).amount),
        },
    )


def _sum(rows: Sequence[QueueRow]) -> Money:
    return total_of([row.amount for row in rows], rows[0].amount.currency if rows else "CNY")


def _pile(amounts: Sequence[Money]) -> str:
    if not amounts:
        return _("none")
    files = ngettext("%(number)s file", "%(number)s files", len(amounts)) % {"number": len(amounts)}
    return _("%(files)s, %(amount)s") % {
        "files": files,
        "amount": headline(total_of(amounts, amounts[0].currency)),
    }
