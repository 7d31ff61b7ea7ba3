"""The place of decision: whose turn it is, with which terms, and what stands in doubt."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.kit.actors import MAKER, Actor
from headrace.kit.ids import new_id
from headrace.portals.investor import declining, doubts, offer_form, standing
from headrace.portals.investor.pages import Decision
from headrace.portals.investor.reading import File
from headrace.portals.investor.terms import Terms
from headrace.portals.pieces import Action, ChoiceField, Fact, Field, Message
from headrace.portals.templatetags.headrace import headline, long_day, moment, percent
from headrace.portals.wording import figure
from headrace.products.queries import ProductView

_TAKES_OFFERS: Final = ("matching", "offered")
Typed = Mapping[str, str]


def decision(
    file: File, actor: Actor, *, typed: Typed, errors: Typed, key: str = ""
) -> Decision | None:
    """Return the place of decision as this person sees it; None once there is an agreement."""
    open_ = tuple(doubts.doubt(each) for each in file.dossier.doubts)
    frame = Decision(
        post_to=reverse("investor:decide", args=[file.dossier.demand.id]),
        key=key or str(new_id()),
        doubts=open_,
        facts=_facts(file),
        due=_due(file),
    )
    if file.own is not None:
        return standing.of_offer(frame, file, file.own, actor)
    if file.dossier.demand.state not in _TAKES_OFFERS or not file.product or not file.terms:
        return _told(frame, _("This request takes no offers any more."))
    if MAKER not in actor.duties:
        return _told(frame, _("A colleague with the duty of a maker makes the offer."))
    return _to_offer(frame, file, file.product, file.terms, typed=typed, errors=errors)


def _to_offer(
    frame: Decision,
    file: File,
    product: ProductView,
    terms: Terms,
    *,
    typed: Typed,
    errors: Typed,
) -> Decision:
    fields = offer_form.fields(terms, typed, errors)
    plan = replace(offer_form.plan(file, product, terms, typed), error=errors.get("plan", ""))
    out = declining.form(frame.post_to, typed, errors)
    return replace(
        frame,
        fields=fields,
        choices=(plan,),
        hidden=(("seen", file.seen), ("product", str(product.id))),
        main_act=Action(_("Make this offer"), frame.post_to, "post", value="offer"),
        other_acts=(Action(_("Work out the price"), frame.post_to, "post", value="price"),),
        wrong=(*_wrong(*fields, plan), *declining.wrong(out)),
        declining=out,
    )


def _wrong(*asked: Field | ChoiceField) -> tuple[Field | ChoiceField, ...]:
    return tuple(each for each in asked if each.error)


def _told(frame: Decision, words: str) -> Decision:
    return replace(frame, doubts=(*frame.doubts, Message("in-time", words)))


def _due(file: File) -> str:
    own, until = file.own, file.dossier.demand.expires_at
    if own is not None and own.state in ("made", "firm", "chosen"):
        return _("offer until %(moment)s") % {"moment": moment(own.expires_at)}
    return _("request open until %(day)s") % {"day": long_day(until.date())} if until else ""


def _facts(file: File) -> tuple[Fact, ...]:
    score, quote = file.dossier.score, file.quote
    if score is None or quote is None:
        return ()
    return (
        Fact(
            _("All-in price at %(grade)s") % {"grade": score.grade},
            percent(quote.price.yearly_cost),
            _("(ceiling %(ceiling)s)") % {"ceiling": percent(quote.price.ceiling.rate)},
        ),
        Fact(
            _("Loss you should expect"),
            headline(quote.expected_loss),
            _("(%(low)s to %(high)s)")
            % {
                "low": figure(quote.expected_loss_low.amount),
                "high": figure(quote.expected_loss_high.amount),
            },
        ),
        Fact(
            _("Exposure to the firm after"),
            headline(quote.exposure_after),
            _("(now %(now)s)") % {"now": headline(quote.exposure_before)},
        ),
        Fact(
            _("What the firm can bear"),
            headline(score.limit),
            _("(on proven sales)"),
        ),
    )
