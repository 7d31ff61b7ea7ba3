"""The page of the two sentences that funders decide by."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.kit.errors import CentreError
from headrace.portals import codes, refusing, wording
from headrace.portals.enterprise import pages, told
from headrace.portals.enterprise.answers import Answers
from headrace.portals.pieces import Action, Fact, Field, Head, Message
from headrace.portals.templatetags.headrace import headline

SENTENCES: Final = ("purpose_text", "repayment_source")
LONGEST: Final = 400


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


def judge(typed: Mapping[str, str]) -> dict[str, str]:
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


def kept(typed: Mapping[str, str]) -> dict[str, str]:
    """Return the sentences as plain values for the session."""
    return {name: typed.get(name, "") for name in SENTENCES}


def placed(problem: CentreError) -> tuple[dict[str, str], tuple[Message, ...]]:
    """Return a refusal at the field it is about, or as a message if it is about none here."""
    if problem.field in SENTENCES:
        wrong, remedy = refusing.said(problem)
        return {problem.field: f"{wrong} {remedy}".strip()}, ()
    return {}, (told.not_done(problem),)


def _told(given: Answers, today: date) -> tuple[Fact, ...]:
    day = given.wanted_date(today)
    return (
        Fact(_("Amount"), headline(given.amount) if given.amount else ""),
        Fact(_("For"), codes.word(codes.PURPOSES, given.purpose)),
        Fact(_("Term"), _("%(months)s months") % {"months": given.months}),
        Fact(_("Wanted by"), wording.day(day, codes.language()) if day else _("no fixed day")),
    )
