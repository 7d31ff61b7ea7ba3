"""The place of decision: whose turn it is, with which terms, and what stands in doubt."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headrace.kit.actors import MAKER, Actor
from headrace.kit.ids import new_id
from headrace.market.queries import Doubt
from headrace.portals import codes
from headrace.portals.investor import standing
from headrace.portals.investor.pages import Decision, Declining
from headrace.portals.investor.reading import File
from headrace.portals.investor.terms import Terms
from headrace.portals.pieces import Action, Choice, ChoiceField, Fact, Field, Message
from headrace.portals.templatetags.headrace import headline, long_day, moment, percent
from headrace.portals.wording import figure
from headrace.products import queries as products

_TAKES_OFFERS: Final = ("matching", "offered")
_DOUBTS: Final[Mapping[str, Promise]] = {
    "answer_late": gettext_lazy("%(about)s: the expert has not answered in time."),
    "finding_expired": gettext_lazy("%(about)s: the finding is past its date."),
    "finding_contested": gettext_lazy("%(about)s: the firm contests the finding."),
    "finding_revoked": gettext_lazy("%(about)s: its issuer took the finding back."),
    "finding_altered": gettext_lazy("%(about)s: the signature under the finding does not hold."),
    "like_text": gettext_lazy("The request reads like %(about)s: is it the same project twice?"),
    "no_grade_yet": gettext_lazy("The firm has no grade yet."),
    "no_limit_proven": gettext_lazy(
        "No limit is proven at grade %(about)s: sales on record do not carry the debts."
    ),
}
_DECLINES: Final[Mapping[str, Promise]] = {
    "too_risky": gettext_lazy("The risk is too high"),
    "too_much_debt": gettext_lazy("Too much is owed already"),
    "purpose": gettext_lazy("The purpose does not fit"),
    "sector": gettext_lazy("The trade is not ours"),
    "evidence": gettext_lazy("Too little is proven"),
    "capacity": gettext_lazy("We have no room this quarter"),
    "other": gettext_lazy("Another reason"),
}
Typed = Mapping[str, str]


def decision(
    file: File, actor: Actor, *, typed: Typed, errors: Mapping[str, str], key: str = ""
) -> Decision | None:
    """Return the place of decision as this person sees it; None once there is an agreement."""
    doubts = tuple(doubt(each) for each in file.dossier.doubts)
    frame = Decision(
        post_to=reverse("investor:decide", args=[file.dossier.demand.id]),
        key=key or str(new_id()),
        doubts=doubts,
        facts=_facts(file),
        due=_due(file),
    )
    if file.own is not None:
        return standing.of_offer(frame, file, file.own, actor)
    if file.dossier.demand.state not in _TAKES_OFFERS or not file.product or not file.terms:
        return _told(frame, _("This request takes no offers any more."))
    if MAKER not in actor.duties:
        return _told(frame, _("A colleague with the duty of a maker makes the offer."))
    fields = _fields(file.terms, typed, errors)
    wish = file.dossier.demand.plan_kind
    plan = _plan_choice(file.product, typed.get("plan", file.terms.plan_kind), wish)
    return replace(
        frame,
        fields=fields,
        choices=(replace(plan, error=errors.get("plan", "")),),
        hidden=(("seen", file.seen), ("product", str(file.product.id))),
        main_act=Action(_("Make this offer"), frame.post_to, "post", value="offer"),
        other_acts=(Action(_("Work out the price"), frame.post_to, "post", value="price"),),
        wrong=tuple(each for each in fields if each.error),
        declining=_declining(frame, typed, errors),
    )


def doubt(found: Doubt) -> Message:
    """Return an open doubt as it stands above the buttons."""
    about = codes.word(codes.FINDINGS, found.about) if found.about else ""
    sentence = _DOUBTS.get(found.code, _DOUBTS["like_text"])
    return Message("doubt", _("Open doubt"), str(sentence) % {"about": about})


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


def _fields(terms: Terms, typed: Typed, errors: Mapping[str, str]) -> tuple[Field, ...]:
    starts = {
        "amount": figure(terms.amount, 2).removesuffix(".00"),
        "rate": f"{terms.rate_yearly * 100:.2f}",
        "months": str(terms.months),
        "until": terms.until.isoformat(),
    }

    fields = (
        Field("amount", _("Amount"), kind="amount", before="¥"),
        Field("rate", _("Rate a year"), kind="number", after="%"),
        Field("months", _("Months"), kind="number"),
        Field("until", _("Offer stands until"), kind="date"),
    )
    return tuple(
        replace(
            each,
            value=typed.get(each.name, starts[each.name]),
            error=errors.get(each.name, ""),
        )
        for each in fields
    )


def _plan_choice(product: products.ProductView, chosen: str, wish: str) -> ChoiceField:
    hint = _("The firm asked for: %(plan)s") % {"plan": codes.word(codes.PLANS, wish)}
    return ChoiceField(
        "plan",
        _("Repayment"),
        tuple(
            Choice(each, codes.word(codes.PLANS, each), each == chosen)
            for each in products.model(product.model).plan_kinds
        ),
        hint=hint if wish else "",
    )


def _declining(frame: Decision, typed: Typed, errors: Mapping[str, str]) -> Declining:
    chosen = typed.get("reason", "")
    return Declining(
        post_to=frame.post_to,
        key=str(new_id()),
        reasons=tuple(Choice(code, str(says), code == chosen) for code, says in _DECLINES.items()),
        text=Field(
            "text",
            _("What you tell the firm"),
            typed.get("text", ""),
            _("Why, and what would change your answer. The firm reads this, not who you are."),
            errors.get("text", ""),
            kind="area",
        ),
        error=errors.get("reason", ""),
        open=bool(typed.get("act") == "decline"),
    )
