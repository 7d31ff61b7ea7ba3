"""Offers side by side on shared axes, from what the market tells; choosing asks first."""

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headrace.market import queries as market
from headrace.portals import codes, names
from headrace.portals.drawings.gauges import RangeAxis
from headrace.portals.enterprise import pages, plans, strips, turns
from headrace.portals.enterprise.home import amount_and_term
from headrace.portals.enterprise.standing import Stage, Standing
from headrace.portals.pieces import Action, Dialogue, Fact, Head, Mark, State
from headrace.portals.templatetags.headrace import exact, headline, moment, percent

_SHOWN = frozenset({"firm", "chosen", "accepted"})
_FEES: Final[codes.Words] = {
    "handling": gettext_lazy("handling"),
    "guarantee": gettext_lazy("guarantee fee"),
    "insurance": gettext_lazy("insurance"),
    "appraisal": gettext_lazy("appraisal"),
    "service": gettext_lazy("service fee"),
}


def offers_page(
    standing: Standing,
    closed: Sequence[pages.ClosedWay],
    key: UUID,
    *,
    asking: tuple[str, str] = ("", ""),
) -> pages.OffersPage:
    """
    Return the comparison; `asking` is (accept or decline, the offer's id) without script.

    A request without an offer has its page too: it says whose turn it is.
    """
    shown = tuple(each for each in standing.offers if each.state in _SHOWN)
    asked = standing.demand
    if asked is None or not shown:
        return _none_yet(standing)
    axis = _axis(shown)
    best = min(shown, key=lambda each: each.yearly_cost)
    choosing = standing.stage is Stage.CHOOSE
    return pages.OffersPage(
        head=_head(standing, asked, shown),
        offers=tuple(_column(each, axis, best, choosing=choosing) for each in shown),
        advice=_advice(best, shown) if choosing else None,
        closed=tuple(closed),
        strip=strips.strip_of(standing),
        turn=None if choosing else turns.turn_of(standing, key),
        dialogues=_dialogues(shown, key, asking) if choosing else (),
    )


def _none_yet(standing: Standing) -> pages.OffersPage:
    asked = standing.demand
    none = standing.stage is Stage.NONE or asked is None
    words = _("Ask for money first: three questions.") if none else turns.waiting_words(standing)
    act = (
        Action(_("Start a request"), reverse("enterprise:ask"))
        if none
        else Action(_("Where your request stands"), reverse("enterprise:home"))
    )
    return pages.OffersPage(
        head=Head(asked.reference if asked else names.said(standing.firm.name), _("No offers yet")),
        empty=State("empty", _("Offers will stand here side by side"), words, act),
    )


def _head(standing: Standing, asked: market.DemandView, shown: Sequence[market.OfferView]) -> Head:
    count = len(shown)
    title = ngettext(
        "One way to finance %(amount)s", "%(count)s ways to finance %(amount)s", count
    ) % {"count": count, "amount": headline(asked.amount)}
    taken = next((each for each in shown if each.state == "accepted"), None)
    if taken:
        title = _("You chose %(lender)s: %(cost)s a year") % {
            "lender": names.said(taken.lender_name),
            "cost": percent(taken.yearly_cost),
        }
    lead = f"{codes.word(codes.PURPOSES, asked.purpose_code)} · {amount_and_term(asked)}"
    return Head(
        asked.reference,
        title,
        lead[0].upper() + lead[1:],
        back=Action(_("Home"), reverse("enterprise:home")),
    )


def _advice(best: market.OfferView, shown: Sequence[market.OfferView]) -> pages.Advice:
    cheapest = _("Cheapest that covers all") if best.covers_all else _("Cheapest; covers a part")
    words = _("%(cost)s a year, %(all)s in all. Good until %(until)s.") % {
        "cost": percent(best.yearly_cost),
        "all": exact(best.cost_in_all),
        "until": moment(best.expires_at),
    }
    title = _("%(advice)s: %(lender)s") % {
        "advice": cheapest,
        "lender": names.said(best.lender_name),
    }
    return pages.Advice(
        title if len(shown) > 1 else names.said(best.lender_name), words, _take(best)
    )


def _take(offer: market.OfferView) -> Action:
    return Action(
        _("Choose this offer"),
        f"{reverse('enterprise:offers')}?ask=accept&offer={offer.id}",
        opens=f"accept-{offer.id}",
    )


def _refuse(offer: market.OfferView) -> Action:
    return Action(
        _("Decline"),
        f"{reverse('enterprise:offers')}?ask=decline&offer={offer.id}",
        opens=f"decline-{offer.id}",
    )


def _axis(shown: Sequence[market.OfferView]) -> tuple[float, float]:
    """One axis for all columns: from under the cheapest to the ceiling."""
    low = math.floor(min(each.yearly_cost for each in shown) * 100 - Decimal("0.5"))
    high = math.ceil(max(max(each.yearly_cost, each.ceiling) for each in shown) * 100)
    return float(max(0, low)), float(high)


def _column(
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
        fees=_fees(offer),
        act=_take(offer) if choosing else None,
        other_act=_refuse(offer) if choosing else None,
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


def _fees(offer: market.OfferView) -> str:
    if not offer.fees:
        return _("None beside the interest")
    return ", ".join(f"{fee_name(fee.code)} {exact(fee.amount)}" for fee in offer.fees)


def fee_name(code: str) -> str:
    """Return what a fee is for, in words."""
    return codes.word(_FEES, code)


def _dialogues(
    shown: Sequence[market.OfferView], key: UUID, asking: tuple[str, str]
) -> tuple[Dialogue, ...]:
    made = []
    for offer in shown:
        made.append(_accept(offer, key, open=asking == ("accept", str(offer.id))))
        made.append(_decline(offer, key, open=asking == ("decline", str(offer.id))))
    return tuple(made)


def _accept(offer: market.OfferView, key: UUID, *, open: bool) -> Dialogue:
    amount = headline(offer.amount)
    lender = names.said(offer.lender_name)
    return Dialogue(
        id=f"accept-{offer.id}",
        question=_("Choose %(amount)s from %(lender)s?") % {"amount": amount, "lender": lender},
        facts=(
            Fact(_("All-in cost a year"), percent(offer.yearly_cost, 2)),
            Fact(_("You pay for it in all"), exact(offer.cost_in_all)),
            Fact(_("How you repay"), plans.repaid_how(offer.plan)),
            Fact(_("Fees"), _fees(offer)),
        ),
        consequence=_(
            "Your choice is binding and the other offers end. The agreement is written at once; "
            "nothing is paid out before you and the bank have signed it."
        ),
        act=Action(
            _("Choose %(amount)s") % {"amount": amount},
            reverse("enterprise:accept", args=[offer.id]),
            "post",
            key=str(key),
        ),
        open=open,
    )


def _decline(offer: market.OfferView, key: UUID, *, open: bool) -> Dialogue:
    lender = names.said(offer.lender_name)
    return Dialogue(
        id=f"decline-{offer.id}",
        question=_("Decline %(amount)s from %(lender)s?")
        % {"amount": headline(offer.amount), "lender": lender},
        facts=(Fact(_("All-in cost a year"), percent(offer.yearly_cost, 2)),),
        consequence=_(
            "The money set aside for you is free for others at once, and this offer does not come "
            "back. Your other offers stay."
        ),
        act=Action(
            _("Decline this offer"),
            reverse("enterprise:decline", args=[offer.id]),
            "post",
            key=str(key),
        ),
        open=open,
    )
