"""The pages of asking: three questions with what a firm could get, then two sentences."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.market import queries as market
from headrace.portals import codes, wording
from headrace.portals.drawings.gauges import RangeAxis
from headrace.portals.enterprise import answers, pages
from headrace.portals.enterprise.answers import Answers
from headrace.portals.pieces import Action, Choice, ChoiceField, Fact, Field, Head, Message
from headrace.portals.templatetags.headrace import headline, percent, read_back
from headrace.rulebook import queries as rulebook

SENTENCES: Final = ("purpose_text", "repayment_source")
LONGEST: Final = 400


def ask_page(
    given: Answers,
    ranges: Sequence[market.IndicativeRange],
    closed: rulebook.RuleAnswer | None,
    today: date,
    *,
    judged: bool,
) -> pages.AskPage:
    """Return the page of three questions; errors are named only once it was sent."""
    wrong = given.wrong if judged else {}
    amount = Field(
        "amount",
        _("How much do you need?"),
        given.typed.get("amount", ""),
        hint=_("In yuan."),
        error=wrong.get("amount", ""),
        kind="amount",
        before="¥",
        after=read_back(given.amount) if given.amount else "",
    )
    purpose, wanted, months = (
        _purpose(given, wrong),
        _wanted(given, wrong, today),
        _months(given, wrong),
    )
    fields = (amount, purpose, wanted, months)
    return pages.AskPage(
        head=Head(_("Questions 1 to 3 of 3 · saved as you type"), _("How much, what for, when?")),
        amount=amount,
        purpose=purpose,
        wanted=wanted,
        months=months,
        key="",
        post_to=reverse("enterprise:ask"),
        indications_from=reverse("enterprise:indications"),
        indications=_indications(ranges),
        indications_words=_ranges_words(given, ranges),
        submit=_("Go on"),
        reassurance=_("No papers needed yet. It does not affect your grade."),
        closed=closed_ways(closed),
        wrong=tuple(each for each in fields if each.error),
    )


def sentences_page(
    given: Answers,
    typed: Mapping[str, str],
    wrong: Mapping[str, str],
    key: UUID,
    today: date,
    messages: tuple[Message, ...] = (),
) -> pages.SentencesPage:
    """Return the page of the two sentences that funders decide by."""
    fields = (
        Field(
            "purpose_text",
            _("What exactly is it for?"),
            typed.get("purpose_text", ""),
            _("One sentence: which order, which machine, which buyer."),
            wrong.get("purpose_text", ""),
            kind="area",
        ),
        Field(
            "repayment_source",
            _("What will you pay it back from?"),
            typed.get("repayment_source", ""),
            _("One sentence: for example the buyer's payment in March."),
            wrong.get("repayment_source", ""),
            kind="area",
        ),
    )
    return pages.SentencesPage(
        head=Head(
            _("Last step before funders see it"),
            _("Two sentences for the funders"),
            back=Action(_("How much, what for, when"), reverse("enterprise:ask")),
        ),
        facts=_told(given, today),
        fields=fields,
        hidden=tuple(given.kept().items()),
        key=str(key),
        post_to=reverse("enterprise:sentences"),
        publish=_("Publish the request"),
        keep=_("Keep it as a draft"),
        reassurance=_("It costs nothing. You can take it back until you have chosen an offer."),
        wrong=tuple(each for each in fields if each.error),
        messages=messages,
    )


def judge_sentences(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with the sentences, by field."""
    wrong = {}
    for name in SENTENCES:
        words = typed.get(name, "").strip()
        if not words:
            wrong[name] = _("Funders decide by this: a sentence or two.")
        elif len(words) > LONGEST:
            wrong[name] = _("At most %(longest)s characters; this has %(count)s.") % {
                "longest": LONGEST,
                "count": len(words),
            }
    return wrong


def _told(given: Answers, today: date) -> tuple[Fact, ...]:
    day = given.wanted_date(today)
    return (
        Fact(_("Amount"), headline(given.amount) if given.amount else ""),
        Fact(_("For"), codes.word(codes.PURPOSES, given.purpose)),
        Fact(_("Term"), _("%(months)s months") % {"months": given.months}),
        Fact(_("Wanted by"), wording.day(day, codes.language()) if day else _("no fixed day")),
    )


def _purpose(given: Answers, wrong: Mapping[str, str]) -> ChoiceField:
    labels = {
        "materials": _("Materials for an order"),
        "equipment": _("Machine"),
        "wages": _("Wages"),
        "repay_loan": _("Repay a loan"),
        "stock": _("Stock to sell"),
        "other": _("Other"),
    }
    now = given.typed.get("purpose", "")
    choices = tuple(Choice(code, labels[code], code == now) for code in answers.PURPOSES)
    return ChoiceField("purpose", _("What is it for?"), choices, error=wrong.get("purpose", ""))


def _wanted(given: Answers, wrong: Mapping[str, str], today: date) -> ChoiceField:
    now = given.typed.get("wanted", "")
    choices = []
    for code in answers.WANTED:
        day = Answers({}, wanted=code).wanted_date(today)
        label = (
            _("By %(day)s") % {"day": wording.short_day(day, codes.language())}
            if day
            else _("Later")
        )
        choices.append(Choice(code, label, code == now))
    return ChoiceField(
        "wanted", _("When do you need it?"), tuple(choices), error=wrong.get("wanted", "")
    )


def _months(given: Answers, wrong: Mapping[str, str]) -> ChoiceField:
    now = given.typed.get("months", "")
    choices = tuple(
        Choice(str(n), _("%(months)s months") % {"months": n}, str(n) == now)
        for n in answers.MONTHS
    )
    return ChoiceField("months", _("For how long?"), choices, error=wrong.get("months", ""))


def _indications(ranges: Sequence[market.IndicativeRange]) -> tuple[pages.Indication, ...]:
    if not ranges:
        return ()
    low = math.floor(min(each.cost_low for each in ranges) * 100 - 1)
    high = math.ceil(max(each.cost_high for each in ranges) * 100 + 1)
    ends = (float(low), float(high))
    ticks = tuple((float(k), f"{k}{wording.NBSP}%") for k in range(low, high + 1))
    if len(ticks) > 6:
        ticks = (*ticks[:: math.ceil(len(ticks) / 5)][:-1], ticks[-1])
    return tuple(_indication(each, ends, ticks, k == 0) for k, each in enumerate(ranges))


def _indication(
    found: market.IndicativeRange,
    ends: tuple[float, float],
    ticks: tuple[tuple[float, str], ...],
    first: bool,
) -> pages.Indication:
    name = codes.named(found.model_name)
    cost = f"{wording.figure(found.cost_low * 100, 1)}–{percent(found.cost_high)}"
    needs = _("Up to %(amount)s of it") % {"amount": headline(found.covers)}
    counted = ngettext("%(n)s product on offer", "%(n)s products on offer", found.products)
    return pages.Indication(
        name,
        cost,
        RangeAxis(
            float(found.cost_low * 100),
            float(found.cost_high * 100),
            ends,
            f"{name}: {cost}",
            None,
            ticks,
            first,
        ),
        needs,
        counted % {"n": found.products},
    )


def _ranges_words(given: Answers, ranges: Sequence[market.IndicativeRange]) -> str:
    if not given.amount or not given.months or not given.purpose:
        return _("Answer the questions, and likely ranges stand here at once.")
    if not ranges:
        return _(
            "Nothing on offer fits these answers. Try another amount, or another number of months."
        )
    return _(
        "Likely ranges for a firm like yours, from the public register alone. Each proof you add "
        "narrows them."
    )


def closed_ways(rule: rulebook.RuleAnswer | None) -> tuple[pages.ClosedWay, ...]:
    """Return the way of financing that the pack in force shuts: lending by private persons."""
    if rule is None or rule.value.get("allowed", True):
        return ()
    return (
        pages.ClosedWay(
            name=_("Person to person"),
            words=_("Person-to-person loans are closed by rule."),
            rule=codes.in_language(rule.text_en, rule.text_zh),
            since=rule.valid_from.isoformat(),
            pack=rule.pack,
            url=_rules_address(),
        ),
    )


def _rules_address() -> str:
    try:
        return reverse("public:rules")
    except NoReverseMatch:
        return ""
