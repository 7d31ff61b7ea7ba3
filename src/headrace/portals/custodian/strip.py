"""The custodian's channel: what lies in custody, what is on its way, what was paid."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tenor.money import Money, total_of

from headrace.portals.custodian.reading import Payment
from headrace.portals.drawings.channel import ChannelStrip, Gate, Reach, Station
from headrace.portals.templatetags.headrace import exact


def strip(
    waiting: Sequence[Payment],
    under_way: Sequence[Payment],
    ended: Sequence[Payment],
    held: Money,
    *,
    mine: bool,
) -> ChannelStrip:
    """Return the channel; the clerk's amounts are exact, and those in custody add up."""
    keyed = _sum(waiting, held)
    leaving = _sum([each for each in under_way if each.order.keys == 2], held)
    paid = _sum([each for each in ended if each.order.state == "booked"], held)
    gate = Gate("yours", _("your key"), 0.3) if mine else Gate("shut", _("second key"), 0.3)
    return ChannelStrip(
        (
            Station("basin", _("In custody"), exact(held), reader=True, holds=held.minor > 0),
            Station("ring", _("On its way"), exact(leaving)),
            Station("wheel", _("Paid in seven days"), exact(paid)),
        ),
        (
            Reach(1, gate if waiting else Gate("open")),
            Reach(1, Gate("open", _("the bank books it"))),
        ),
        ngettext(
            "%(number)s payment waits for the second key.",
            "%(number)s payments wait for the second key.",
            len(waiting),
        )
        % {"number": len(waiting)},
        _("%(keyed)s waits for your bank's key + %(rest)s stays = %(held)s in our book.")
        % {"keyed": exact(keyed), "rest": exact(held - keyed), "held": exact(held)},
    )


def _sum(payments: Sequence[Payment], like: Money) -> Money:
    return total_of([each.order.amount for each in payments], like.currency)
