"""The page of three questions, with what a firm could get beside them."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.market import queries as market
from headrace.portals import codes, wording
from headrace.portals.enterprise import answers, pages
from headrace.portals.enterprise import ranges as likely
from headrace.portals.enterprise.answers import Answers
from headrace.portals.pieces import Choice, ChoiceField, Field, Head
from headrace.portals.templatetags.headrace import read_back
from headrace.rulebook import queries as rulebook


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
        indications=likely.indications(ranges),
        indications_words=likely.ranges_words(given, ranges),
        submit=_("Go on"),
        reassurance=_("No papers needed yet. It does not affect your grade."),
        closed=likely.closed_ways(closed),
        wrong=tuple(each for each in fields if each.error),
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
