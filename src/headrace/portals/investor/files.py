"""Every offer the bank has made, and what became of it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.contracts.queries import AgreementView
from headrace.kit.clock import day_of
from headrace.market.queries import DemandView, OfferView
from headrace.portals import codes, names
from headrace.portals.investor import pages
from headrace.portals.pieces import Action, Head, Mark, State
from headrace.portals.templatetags.headrace import percent, short_day
from headrace.portals.wording import figure


def page(
    offers: Sequence[OfferView],
    demands: Mapping[UUID, DemandView],
    agreements: Mapping[UUID, AgreementView],
    bank: str,
) -> pages.FilesPage:
    """Return the page; `demands` by id, `agreements` by the offer they were drawn up from."""
    shown = [each for each in offers if each.demand_id in demands]
    rows = tuple(_row(each, demands[each.demand_id], agreements.get(each.id)) for each in shown)
    finding = ngettext(
        "%(number)s offer made, %(accepted)s accepted",
        "%(number)s offers made, %(accepted)s accepted",
        len(rows),
    ) % {
        "number": len(rows),
        "accepted": sum(1 for each in shown if each.state == "accepted"),
    }
    return pages.FilesPage(
        head=Head(bank, finding if rows else _("Your bank has made no offer yet")),
        rows=rows,
        order=_("Sorted by the day of the offer, the newest first."),
        empty=None if rows else _empty(),
    )


def _row(offer: OfferView, demand: DemandView, agreement: AgreementView | None) -> pages.FileRow:
    place = ("investor:agreement", agreement.id) if agreement else ("investor:dossier", demand.id)
    return pages.FileRow(
        firm=names.said(demand.enterprise_name),
        url=reverse(place[0], args=[place[1]]),
        second=offer.reference,
        amount=figure(offer.amount.amount),
        terms=_("%(model)s, %(months)s m")
        % {"model": codes.named(offer.model_name).lower(), "months": offer.term_months},
        cost=percent(offer.yearly_cost, 2),
        mark=_mark(offer, agreement),
        on=short_day(day_of(offer.made_at)),
    )


def _mark(offer: OfferView, agreement: AgreementView | None) -> Mark:
    if agreement is not None:
        return {
            "effective": Mark("done", _("agreement in force")),
            "completed": Mark("done", _("repaid")),
            "terminated": Mark("closed", _("agreement given up")),
        }.get(agreement.state, Mark("wait", _("being signed")))
    until = {"day": short_day(day_of(offer.expires_at))}
    return {
        "made": Mark("wait", _("waits for its second person")),
        "firm": Mark("wait", _("the firm may choose until %(day)s") % until),
        "chosen": Mark("wait", _("chosen, until enough is covered")),
        "accepted": Mark("done", _("accepted")),
        "declined": Mark("closed", _("declined by the firm")),
        "lapsed": Mark("closed", _("lapsed")),
        "withdrawn": Mark("closed", _("withdrawn")),
    }.get(offer.state, Mark("wait", _("under way")))


def _empty() -> State:
    return State(
        "empty",
        _("Offers you make stand here"),
        _("Each with what was seen when it was made, until the loan is repaid."),
        Action(_("See the queue"), reverse("investor:queue")),
    )
