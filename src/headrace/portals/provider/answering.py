"""The form of a finding: its questions with what was typed and what is wrong with each."""

from collections.abc import Mapping
from typing import Final, Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.evidence.queries import RequestView
from headrace.kit.ids import new_id
from headrace.portals.investor import fact_words
from headrace.portals.pieces import Choice, ChoiceField, Field
from headrace.portals.provider import pages, typed, words
from headrace.portals.provider.claims import QUESTIONS, Question, Shape

_KINDS: Final[Mapping[Shape, Literal["text", "amount", "number", "date", "area"]]] = {
    "amount": "amount",
    "count": "number",
    "percent": "number",
    "rate": "number",
    "day": "date",
    "text": "area",
}
_UNITS: Final = {"percent": "%", "rate": "%"}


def form(
    request: RequestView, written: Mapping[str, str], errors: Mapping[str, str]
) -> pages.Answering:
    """Return the form; what is chosen comes first, what is typed after it."""
    questions = QUESTIONS.get(request.kind, ())
    chosen = [each for each in questions if each.shape in ("choice", "truth")]
    method = Question("method", "choice", typed.METHODS)
    return pages.Answering(
        post_to=reverse("provider:answer", args=[request.id]),
        key=written.get("key") or str(new_id()),
        choices=tuple(_choice(each, written, errors) for each in (*chosen, method)),
        fields=(
            *(_field(each, written, errors) for each in questions if each not in chosen),
            _confidence(written, errors),
        ),
        submit=_("Sign and send the finding"),
    )


def _choice(
    question: Question, written: Mapping[str, str], errors: Mapping[str, str]
) -> ChoiceField:
    options = ("yes", "no") if question.shape == "truth" else question.options
    picked = written.get(question.name, "")
    label = _("How it was found") if question.name == "method" else words.claim(question.name)
    return ChoiceField(
        question.name,
        label if question.required else _optional(label),
        tuple(Choice(each, _option(question, each), each == picked) for each in options),
        error=errors.get(question.name, ""),
    )


def _option(question: Question, code: str) -> str:
    if question.name == "method":
        return str(words.METHODS[code])
    return fact_words.value(question.name, code)


def _field(question: Question, written: Mapping[str, str], errors: Mapping[str, str]) -> Field:
    label = words.claim(question.name)
    return Field(
        question.name,
        label if question.required else _optional(label),
        written.get(question.name, ""),
        error=errors.get(question.name, ""),
        kind=_KINDS[question.shape],
        before="¥" if question.shape == "amount" else "",
        after=_UNITS.get(question.shape, ""),
        required=question.required,
    )


def _confidence(written: Mapping[str, str], errors: Mapping[str, str]) -> Field:
    return Field(
        "confidence",
        _("How sure you are"),
        written.get("confidence", ""),
        _("In whole per cent; lenders see it beside the finding."),
        errors.get("confidence", ""),
        kind="number",
        after="%",
    )


def _optional(label: str) -> str:
    return _("%(question)s (may be left out)") % {"question": label}
