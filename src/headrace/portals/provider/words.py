"""The words of a provider's desk: claims, methods, states of a request."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from tenor.money import Money

from headrace.portals import codes
from headrace.portals.investor import fact_words
from headrace.portals.templatetags.headrace import exact

METHODS: Final[codes.Words] = {
    "desk-review": gettext_lazy("from documents"),
    "site-visit": gettext_lazy("on the premises"),
    "register-query": gettext_lazy("from a register"),
    "model": gettext_lazy("by a model"),
}
STATES: Final[codes.Words] = {
    "open": gettext_lazy("not taken on yet"),
    "accepted": gettext_lazy("taken on"),
    "in_work": gettext_lazy("in work"),
    "late": gettext_lazy("late, can still be answered"),
    "answered": gettext_lazy("answered"),
    "contested": gettext_lazy("disputed by the firm"),
    "declined": gettext_lazy("given to another"),
}


def claim(name: str) -> str:
    """Return what a claim is called."""
    return codes.word(fact_words.NAMES, name.removesuffix("_minor"))


def said(name: str, found: Any, currency: str = "CNY") -> str:
    """Return a claim's value to the fen, as its signer reads it."""
    if isinstance(found, bool):
        return _("yes") if found else _("no")
    if name.endswith("_minor"):
        return exact(Money.from_minor(int(found), currency))
    return fact_words.value(name, found)


def asked(kind: str) -> str:
    """Return what is asked for."""
    return codes.word(codes.FINDINGS, kind)
