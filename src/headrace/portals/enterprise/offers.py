"""Offers side by side on shared axes, from what the market tells; choosing asks first."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.market import queries as market
from headrace.portals import codes, names
from headrace.portals.enterprise import columns, deciding, pages, strips, turns, waiting
from headrace.portals.enterprise.standing import Stage, Standing
from headrace.portals.enterprise.titles import amount_and_term
from headrace.portals.pieces import Action, Head, State
from headrace.portals.templatetags.headrace import exact, headline, moment, percent

_SHOWN = frozenset({"firm", "chosen", "accepted"})


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
    axis = columns.axis_of(shown)
    best = min(shown, key=lambda each: each.yearly_cost)
    choosing = standing.stage is Stage.CHOOSE
    return pages.OffersPage(
        head=_head(standing, asked, shown),
        offers=tuple(columns.column(each, axis, best, choosing=choosing) for each in shown),
        advice=_advice(best, shown) if choosing else None,
        closed=tuple(closed),
        strip=strips.strip_of(standing),
        turn=None if choosing else turns.turn_of(standing, key),
        dialogues=deciding.dialogues(shown, key, asking) if choosing else (),
    )


def _none_yet(standing: Standing) -> pages.OffersPage:
    asked = standing.demand
    none = standing.stage is Stage.NONE or asked is None
    words = _("Ask for money first: three questions.") if none else waiting.waiting_words(standing)
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
        title if len(shown) > 1 else names.said(best.lender_name), words, columns.take(best)
    )
