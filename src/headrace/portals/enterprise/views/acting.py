"""One act of an owner: on to the page that shows it or, refused, why, on the page as it is now."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from headrace.kit.errors import Refused
from headrace.portals.enterprise import told
from headrace.portals.pieces import Message

Shown = Callable[[tuple[Message, ...], int], HttpResponse]
"""Shows the page that the act was sent from, with messages, under a status."""


def act(verb: Callable[[], object], shown: Shown, then: str) -> HttpResponse:
    """Do what was asked; a refusal is told on the page, with the refusal's own status."""
    try:
        verb()
    except Refused as problem:
        return shown((told.not_done(problem),), problem.status)
    return HttpResponseRedirect(then)


def after(view: str, done: str, *args: UUID) -> str:
    """Return the address of the page that says what was done."""
    return f"{reverse(f'enterprise:{view}', args=args)}?done={done}"
