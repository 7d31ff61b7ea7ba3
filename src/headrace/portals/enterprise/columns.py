"""One offer as a column of the comparison, on an axis that all share."""

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headrace.market import queries as market
from headrace.portals import codes, names
from headrace.portals.drawings.gauges import RangeAxis
from headrace.portals.enterprise import pages, plans
from headrace.portals.pieces import Action, Mark
from headrace.portals.templatetags.headrace import exact, headline, moment, percent

_FEES: Final[codes.Words] = {
    "handling": gettext_lazy("handling"),
    "guarantee": gettext_lazy("guarantee fee"),
    "insurance": gettext_lazy("insurance"),
    "appraisal": gettext_lazy("appraisal"),
    "service": gettext_lazy("service fee"),
}


def take(offer: market.OfferView) -> Action:
    return Action(
        _("Choose this offer"),
        f"{reverse('enterprise:offers')}?ask=accept&offer={offer.id}",
        opens=f"accept-{offer.id}",
    )


def refuse(offer: market.OfferView) -> Action:
    return Action(
        _("Decline"),
        f"{reverse('enterprise:offers')}?ask=decline&offer={offer.id}",
        opens=f"decline-{offer.id}",
    )


def axis_of(shown: Sequence[market.OfferView]) -> tuple[float, float]:
    """One axis for all columns: from under the cheapest to the ceiling."""
    low = math.floor(min(each.yearly_cost for each in shown) * 100 - Decimal("0.5"))
    high = math.ceil(max(max(each.yearly_cost, each.ceiling) for each in shown) * 100)
    return float(max(0, low)), float(high)


def column(
    offer: market.OfferView, ends: tuple[float, float], best: market.OfferView, *, choosing: bool
) -> pages.OfferColumn:
    cost = percent(offer.yearly_cost)
    point = float(offer.yearly_cost * 100)
    middle = (ends[0] + ends[1]) / 2
    ticks = tuple((value, f"{value:g}\u00a0%") for value in (ends[0], middle, ends[1]))
    return pages.OfferColumn(
        name=codes.named(offer.product_name),
        funder=names.said(offer.lender_name),
        covers=headline(offer.amount),
        covers_mark=Mark("done", _("all")) if offer.covers_all else Mark("part", _("part")),
        cost=cost,
        axis=RangeAxis(point, point, ends, f"{cost}", point, ticks, True),
        cost_in_all=exact(offer.cost_in_all),
        security=_security(offer),
        plan=plans.planned(offer.plan),
        repay=plans.repaid_how(offer.plan),
        mind=offer.conditions or _("No further conditions"),
        fees=fees_of(offer),
        act=take(offer) if choosing else None,
        other_act=refuse(offer) if choosing else None,
        chosen=offer.id == best.id if choosing else offer.state != "firm",
        good_until=_("good until %(until)s") % {"until": moment(offer.expires_at)},
    )


def _security(offer: market.OfferView) -> str:
    said = {
        "surety": _("A surety may be asked; your goods stay free"),
        "pledge": _("Goods are pledged"),
        "receivables": _("Invoices are assigned"),
    }
    kinds = [said.get(kind, kind) for kind in offer.security_kinds]
    return "; ".join(kinds) if kinds else _("None")


def fees_of(offer: market.OfferView) -> str:
    if not offer.fees:
        return _("None beside the interest")
    return ", ".join(f"{fee_name(fee.code)} {exact(fee.amount)}" for fee in offer.fees)


def fee_name(code: str) -> str:
    """Return what a fee is for, in words."""
    return codes.word(_FEES, code)
