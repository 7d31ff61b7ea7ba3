"""The page of a file: how sure, on what, in which doubt, and the place where it is decided."""

from collections.abc import Mapping
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.contracts.queries import AgreementView
from headrace.kit.clock import day_of
from headrace.market.queries import OfferView
from headrace.portals import codes
from headrace.portals.drawings.channel import ChannelStrip, Gate, Reach, Station
from headrace.portals.investor import costs, decision, facts, feed, findings, grades, pages
from headrace.portals.investor.reading import File
from headrace.portals.pieces import Action, Fact, Head, Message, Turn
from headrace.portals.templatetags.headrace import clock, headline, short_day
from headrace.portals.visits import Visit

_SHOWN: Final = 10


def page(
    file: File,
    visit: Visit,
    *,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    messages: tuple[Message, ...] = (),
    key: str = "",
) -> pages.DossierPage:
    """Return the page of a file; `typed` and `errors` are those of a form that was refused."""
    score = file.dossier.score
    known = facts.facts(file.dossier, visit.at)
    return pages.DossierPage(
        head=_head(file, visit),
        grade=grades.sheet(score) if score else None,
        ladder=grades.ladder(score) if score else None,
        reasons=grades.reasons(score) if score else (),
        decision=decision.decision(file, visit.actor, typed=typed, errors=errors, key=key),
        facts=known[:_SHOWN],
        more_facts=known[_SHOWN:],
        facts_note=facts.facts_note(min(_SHOWN, len(known)), len(known)),
        findings=findings.findings(file.dossier),
        findings_note=findings.findings_note(file.dossier),
        sales=feed.sales(file.dossier.sales, visit.today),
        sales_note=feed.sales_note(file.dossier.events),
        live=feed.live(file.dossier.events, visit.at),
        strip=_strip(file),
        costs=_costs(file),
        matched=_matched(file),
        turn=_turn(file, visit),
        messages=messages,
    )


def _head(file: File, visit: Visit) -> Head:
    demand = file.dossier.demand
    return Head(
        _("%(reference)s, seen by you from %(clock)s; what you see is kept with your decision")
        % {"reference": demand.reference, "clock": clock(visit.at)},
        ngettext(
            "%(firm)s asks %(amount)s for %(months)s month",
            "%(firm)s asks %(amount)s for %(months)s months",
            demand.term_months,
        )
        % {
            "firm": file.firm,
            "amount": headline(demand.amount),
            "months": demand.term_months,
        },
        _("For %(purpose)s: %(text)s")
        % {
            "purpose": codes.word(codes.PURPOSES, demand.purpose_code),
            "text": demand.purpose_text,
        },
        back=Action(_("Queue"), reverse("investor:queue")),
    )


def _strip(file: File) -> ChannelStrip:
    own, demand = file.own, file.dossier.demand
    amount = own.amount if own else demand.amount
    held = own is not None and own.state in ("firm", "chosen", "accepted")
    drawn = bool(file.agreement and file.agreement.loan_id and demand.state == "closed")
    months = ngettext("%(months)s month", "%(months)s months", demand.term_months)
    return ChannelStrip(
        (
            Station(
                "ring",
                _("Your bank"),
                (_("%(amount)s offered") if own else _("%(amount)s asked"))
                % {"amount": headline(amount)},
                reader=True,
            ),
            Station(
                "basin",
                file.custodian,
                _("set aside") if held and not drawn else _("nothing held"),
                holds=held and not drawn,
            ),
            Station("wheel", file.firm, headline(amount) if drawn else _("not yet")),
            Station("ring", _("Back to you"), months % {"months": demand.term_months}),
        ),
        _reaches(own, file.agreement, drawn=drawn),
        _said_of_money(own, drawn=drawn),
    )


def _reaches(
    own: OfferView | None, agreement: AgreementView | None, *, drawn: bool
) -> tuple[Reach, ...]:
    if drawn:
        return (Reach(1, Gate("open")), Reach(1, Gate("open")), Reach(0))
    signing = Gate("shut", _("both sign, then two keys") if agreement else _("the firm chooses"))
    if own is None:
        yours = Gate("yours", _("your decision"), 0.06)
        return (Reach(1, yours), Reach(0, Gate("shut", _("two keys"))), Reach(0))
    if own.state == "made":
        second = Gate("shut", _("second person"), 0.06)
        return (Reach(1, second), Reach(0, Gate("shut", _("two keys"))), Reach(0))
    return (Reach(1, Gate("open")), Reach(1, signing), Reach(0))


def _said_of_money(own: OfferView | None, *, drawn: bool) -> str:
    if drawn:
        return _("The money is with the firm.")
    if own is None:
        return _("The money waits for your decision.")
    if own.state == "made":
        return _("The money waits for the second person of your bank.")
    return _("The money is set aside at the custodian and waits for the firm.")


def _costs(file: File) -> pages.CostSheet | None:
    if file.quote is None or file.terms is None or file.product is None:
        return None
    fees = file.own.fees if file.own else file.product.fees
    return costs.sheet(file.quote.price, file.terms, fees, file.bank)


def _matched(file: File) -> tuple[Fact, ...]:
    return tuple(Fact(codes.in_language(each.text_en, each.text_zh), "") for each in file.reasons)


def _turn(file: File, visit: Visit) -> Turn | None:
    """The bank's signature is the one thing of a file that happens on another page."""
    agreement = file.agreement
    if agreement is None or agreement.state not in ("drafted", "signing"):
        return None
    if visit.actor.organisation_id not in agreement.waits_for:
        return None
    return Turn(
        _("Your bank's turn: sign the agreement"),
        _("Drawn up on %(day)s; a checker signs for the bank.")
        % {"day": short_day(day_of(agreement.drawn_up_at))},
        Action(_("Open the agreement"), reverse("investor:agreement", args=[agreement.id])),
    )
