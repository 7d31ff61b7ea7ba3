"""Whose turn it is while it is not the owner's, and by when."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.kit.clock import day_of
from headrace.portals.enterprise.standing import Stage, Standing
from headrace.portals.enterprise.steps import checks_of
from headrace.portals.templatetags.headrace import (
    exact,
    long_day,
    moment,
    short_day,
)


def waiting_words(standing: Standing) -> str:
    """Return whose turn it is while it is not the owner's, and by when."""
    said = _WAITING.get(standing.stage)
    return said(standing) if said else ""


def _checking(standing: Standing) -> str:
    done, total = checks_of(standing.requests)
    asked = standing.demand
    by = moment(asked.checks_due_at) if asked and asked.checks_due_at else ""
    return _("The experts' turn, by %(by)s: %(done)s of %(total)s checks done.") % {
        "by": by,
        "done": done,
        "total": total,
    }


def _matching(standing: Standing) -> str:
    asked = standing.demand
    by = moment(asked.expires_at) if asked and asked.expires_at else ""
    count = asked.matched_lenders if asked else 0
    if not count:
        return _("Checked, but no funder fits yet. New ones are tried until %(by)s.") % {"by": by}
    words = ngettext(
        "The funders' turn, by %(by)s at the latest: %(count)s has your file.",
        "The funders' turn, by %(by)s at the latest: %(count)s have your file.",
        count,
    )
    return words % {"by": by, "count": count}


def _writing(standing: Standing) -> str:
    return _("Your agreement is being written; it takes less than a minute.")


def _countersign(standing: Standing) -> str:
    return _("You have signed. Now the funder signs, then you can get the money.")


def _release(standing: Standing) -> str:
    return _("Two persons of the banks must release your money; you have nothing to do.")


def _next(standing: Standing) -> str:
    due = standing.loan.next_due if standing.loan else None
    if due is None:
        return ""
    return _("Next: %(amount)s by %(day)s.") % {
        "amount": exact(due.missing),
        "day": short_day(due.due_date),
    }


def _repaid(standing: Standing) -> str:
    loan = standing.loan
    if loan is None or loan.repaid_at is None:
        return ""
    return _("Repaid in full, all interest included, on %(day)s.") % {
        "day": long_day(day_of(loan.repaid_at))
    }


def _over(standing: Standing) -> str:
    asked = standing.demand
    said = {
        "withdrawn": _("You took this request back. You can ask again whenever you like."),
        "expired": _("This request ran out before an offer was chosen. You can ask again."),
    }
    return said.get(asked.state if asked else "", _("It ended before all had signed."))


_WAITING: dict[Stage, Callable[[Standing], str]] = {
    Stage.CHECKING: _checking,
    Stage.MATCHING: _matching,
    Stage.WRITING: _writing,
    Stage.COUNTERSIGN: _countersign,
    Stage.RELEASE: _release,
    Stage.REPAY: _next,
    Stage.REPAID: _repaid,
    Stage.OVER: _over,
}
