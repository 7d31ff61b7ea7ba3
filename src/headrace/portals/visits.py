"""Who sits at a page: the actor with the roles of this moment, the instant, the key of a form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID, uuid5

from django.contrib.auth.views import redirect_to_login
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.urls import reverse

from headrace.kit import clock
from headrace.kit.actors import Actor
from headrace.kit.errors import N_, Malformed, NotAdmitted
from headrace.parties import queries as parties

P = ParamSpec("P")


class DeskOfAnother(NotAdmitted):
    """The person's organisation has no role that sits at this desk."""

    message = N_("This desk belongs to another kind of institution.")
    remedy = N_("Go to your own desk; if it should be yours, ask who admitted your institution.")


class KeyMissing(Malformed):
    """A form came without the key that keeps it from being done twice."""

    message = N_("This form came without its number, so nothing was done.")
    remedy = N_("Open the page again and send it from there.")


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of one person at one moment of the town."""

    actor: Actor
    at: datetime

    @property
    def today(self) -> date:
        """The civil day of the visit."""
        return clock.day_of(self.at)


Seated = Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def visit_of(request: HttpRequest) -> Visit | None:
    """Return who is logged in, as of now; None for a stranger."""
    if request.user.pk is None:
        return None
    at = clock.now()
    return Visit(parties.actor_of(request.user.pk, at=at), at)


def seated(*roles: str) -> Callable[[Seated[P]], View[P]]:
    """
    Let a view be reached only by people whose organisation has one of these roles now.

    A stranger is led to the log-in and back; without roles, any person may pass.
    :raises DeskOfAnother: the organisation has none of the roles
    """

    def decorate(view: Seated[P]) -> View[P]:
        @wraps(view)
        def run(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            visit = visit_of(request)
            if visit is None:
                return redirect_to_login(request.get_full_path())
            if roles and not visit.actor.roles & set(roles):
                raise DeskOfAnother
            return view(request, visit, *args, **kwargs)

        return run

    return decorate


def act_of(page: str, *names: str) -> Callable[[View[P]], View[P]]:
    """
    Let an act be sent only by a form; whoever comes to its address otherwise sees its page.

    One comes so after a log-in in between, after a change of language, and by a bookmark.
    :param names: the arguments of the act's address that its page has too
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def run(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method in ("GET", "HEAD"):
                return HttpResponseRedirect(reverse(page, args=[kwargs[name] for name in names]))
            if request.method != "POST":
                return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
            return view(request, *args, **kwargs)

        return run

    return decorate


def key_of(request: HttpRequest, step: str = "") -> UUID:
    """
    Return the key that came with the form; the second of two verbs of a form gets its own `step`.

    :raises KeyMissing: there is none, or it is no UUID
    """
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        raise KeyMissing(field="key") from None
    return uuid5(key, step) if step else key
