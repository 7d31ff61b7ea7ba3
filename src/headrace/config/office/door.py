"""
The door of the back office: who may enter, and where everybody else is led.

Inside are only the centre's own people, marked as staff, who in this very session have shown a
second factor: a session that is older than the factor proves nothing.
"""

from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from headrace.kit import clock, refusals
from headrace.kit.actors import CENTRE, Actor
from headrace.kit.errors import N_, CentreError, NotAdmitted
from headrace.kit.transactions import open_transaction
from headrace.parties import queries as parties

_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_TYPED = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)


class StaffOnly(NotAdmitted):
    """The person is not of the centre's staff."""

    message = N_("The back office is for the centre's own staff.")
    remedy = N_("Use the desk of your organisation.")

    def __init__(self) -> None:
        super().__init__()


class NothingChangesHere(NotAdmitted):
    """Somebody tried to add, change or delete a row in the back office."""

    message = N_("The back office looks on; nothing can be added, changed or deleted there.")
    remedy = N_("Whoever is responsible changes it at their own desk.")

    def __init__(self) -> None:
        super().__init__()


def may_enter(request: HttpRequest) -> bool:
    """Say whether this request comes from staff who have shown a second factor."""
    return _is_staff(request) and _has_factor(request) and _has_shown_it(request)


def way_in(request: HttpRequest) -> str:
    """
    Return the address where this person must go next to get to `next`.

    That is log-in, setting up a second factor, showing it, or the page itself.
    :raises StaffOnly: there is no way in; the supervisor's feed shows the attempt
    """
    wanted = _wanted(request)
    if not request.user.is_authenticated:
        return _with_next(resolve_url(settings.LOGIN_URL), wanted)
    if not _is_staff(request):
        raise told(request, "enter", StaffOnly())
    if not _has_factor(request):
        return _with_next(reverse("mfa_index"), wanted)
    if not _has_shown_it(request):
        typed = is_mfa_enabled(request.user, types=_TYPED)
        page = "mfa_reauthenticate" if typed else "mfa_reauthenticate_webauthn"
        return _with_next(reverse(page), wanted)
    return wanted


def told(request: HttpRequest, attempt: str, error: CentreError) -> CentreError:
    """Write a refusal into the journal for the supervisor, and return it to be raised."""
    at = clock.now()
    with open_transaction():
        refusals.record(verb=f"office.{attempt}", by=actor_of(request), at=at, error=error)
    return error


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts in the office; :raises StaffOnly: nobody is logged in."""
    if not request.user.is_authenticated:
        raise StaffOnly
    return parties.actor_of(request.user.pk, at=clock.now())


def _is_staff(request: HttpRequest) -> bool:
    person = request.user
    return (
        person.is_authenticated
        and person.is_active
        and person.is_staff
        and person.organisation_id == CENTRE
    )


def _has_factor(request: HttpRequest) -> bool:
    return bool(is_mfa_enabled(request.user, types=_FACTORS))


def _has_shown_it(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return any(each["method"] == "mfa" for each in records)


def _wanted(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if ours else reverse("admin:index")


def _with_next(address: str, wanted: str) -> str:
    return f"{address}?{urlencode({'next': wanted})}"
