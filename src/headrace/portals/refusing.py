"""A refusal in words, near its cause: days as days, states as words, the field it belongs to."""

import re
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headrace.kit.errors import CentreError
from headrace.portals.codes import Words, in_language, word
from headrace.portals.pieces import Action, Message
from headrace.portals.templatetags.headrace import moment

_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
_FIELDS: Final = {
    "amount": "amount",
    "rate_yearly": "rate",
    "fees": "rate",
    "term_months": "months",
    "plan_kind": "plan",
    "expires_at": "until",
    "reason": "reason",
    "text": "text",
}
_STATES: Final[Words] = {
    "made": _("waiting for its second person"),
    "firm": _("open to the firm"),
    "chosen": _("chosen by the firm"),
    "accepted": _("accepted"),
    "declined": _("declined"),
    "lapsed": _("lapsed"),
    "withdrawn": _("withdrawn"),
    "shown": _("new on your desk"),
    "opened": _("open on your desk"),
    "acted": _("decided with an offer"),
    "muted": _("taken off your desk"),
    "ended": _("no longer matched with you"),
    "draft": _("a draft"),
    "published": _("published"),
    "matching": _("being matched"),
    "offered": _("with offers"),
    "contracted": _("contracted"),
    "closed": _("closed"),
    "expired": _("expired"),
    "drafted": _("waiting for its first key"),
    "authorised": _("released with two keys"),
    "sending": _("being sent"),
    "sent": _("sent"),
    "rejected": _("rejected by the custodian"),
    "returning": _("being returned"),
    "cancelled": _("cancelled"),
    "booked": _("booked"),
    "returned": _("returned"),
}
_PARTS: Final[Words] = {
    "demand": _("the request"),
    "firm": _("the firm's registration"),
    "score": _("the grade"),
    "findings": _("the findings"),
    "requests": _("the questions to experts"),
    "likenesses": _("a likeness to another request"),
    "not opened": _("the file was not opened"),
}


def field_of(problem: CentreError) -> str:
    """Return the name of the form's field that a refusal is about; empty if about none."""
    return _FIELDS.get(problem.field, "")


def said(problem: CentreError) -> tuple[str, str]:
    """Return what is wrong and what would put it right, in the page's language."""
    facts = _Facts({name: _word(name, value) for name, value in problem.facts.items()})
    return _filled(problem.message or problem.title, facts), _filled(problem.remedy, facts)


def message(problem: CentreError, act: Action | None = None) -> Message:
    """Return a refusal as a message of the page."""
    wrong, remedy = said(problem)
    return Message("refused", wrong, remedy, act)


class _Facts(dict[str, Any]):
    """Leaves a place standing when its value was not given."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


def _filled(sentence: str, facts: _Facts) -> str:
    return gettext(sentence).format_map(facts) if sentence else ""


def _word(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if _INSTANT.fullmatch(value):
        return moment(datetime.fromisoformat(value))
    if name in ("state", "event"):
        return word(_STATES, value)
    if name == "changed":
        return in_language(", ", "、").join(word(_PARTS, each) for each in value.split(", "))
    return value
