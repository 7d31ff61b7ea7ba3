"""The orders that were given: whose, since when, on what ground, and which are in force."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.portals.pieces import Action, Mark
from headrace.portals.supervisor import pages
from headrace.portals.templatetags.headrace import moment
from headrace.supervision.queries import FreezeOrderView


def rows(
    orders: Sequence[FreezeOrderView], called: Mapping[UUID, str], *, acts: bool
) -> tuple[pages.OrderRow, ...]:
    """Return a line for each order; `acts` if this reader may lift one."""
    return tuple(_row(each, called, acts=acts) for each in orders)


def note(orders: Sequence[FreezeOrderView]) -> str:
    """Return how many orders are listed."""
    return ngettext("%(number)s in all", "%(number)s in all", len(orders)) % {"number": len(orders)}


def in_force(orders: Sequence[FreezeOrderView]) -> str:
    """Return how many orders stop money now, as the finding of the page."""
    live = sum(1 for each in orders if each.in_force)
    if not live:
        return _("No freeze is in force")
    return ngettext("%(number)s freeze is in force", "%(number)s freezes are in force", live) % {
        "number": live
    }


def _row(order: FreezeOrderView, called: Mapping[UUID, str], *, acts: bool) -> pages.OrderRow:
    here = reverse("supervisor:freeze")
    lift = Action(_("Lift"), f"{here}?lift={order.id}")
    return pages.OrderRow(
        party=called.get(order.organisation_id, ""),
        second=_("ordered %(moment)s") % {"moment": moment(order.ordered_at)},
        reason=order.reason if order.in_force else f"{order.reason} → {order.lift_reason}",
        mark=_mark(order),
        act=lift if acts and order.in_force else None,
    )


def _mark(order: FreezeOrderView) -> Mark:
    if order.lifted_at is None:
        return Mark("refused", _("in force"))
    return Mark("done", _("lifted %(moment)s") % {"moment": moment(order.lifted_at)})
