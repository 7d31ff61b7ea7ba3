"""The door that stays shut after too many wrong guesses: whom it counts, and what it says."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from headrace.portals.refusals import Refusal


def address_of(request: HttpRequest) -> str:
    """Return the caller's address, as the proxy saw it where there is one."""
    return str(get_adapter(request).get_client_ip(request))


def login_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the log-in name that is tried; upper case and spaces give no further guesses."""
    given = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(given).strip().casefold()


def locked_out(
    request: HttpRequest,
    _response: HttpResponse | None = None,
    _credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """Say why the door is shut, for how long, and what to do."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    refusal = Refusal(
        title=_("Logging in is closed for a while"),
        what=_("A wrong password was given {times} times for this log-in name.").format(
            times=settings.AXES_FAILURE_LIMIT
        ),
        remedy=_(
            "Wait {minutes} minutes without trying, then log in again. If it was not you, tell a"
            " checker of your organisation."
        ).format(minutes=minutes),
        back=settings.LOGIN_URL,
    )
    answer = render(request, "headrace/refusal.html", {"refusal": refusal}, status=429)
    answer.headers["Retry-After"] = str(minutes * 60)
    return answer
