"""The map of addresses: each edge brings its own."""

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def alive(_request: HttpRequest) -> HttpResponse:
    """Answer a load balancer: this process serves. It says nothing of the database."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("alive", alive, name="alive"),
    path("language/", include("django.conf.urls.i18n")),
    path("account/", include("allauth.account.urls")),
    path("account/mfa/", include("allauth.mfa.urls")),
]
if apps.is_installed("headrace.portals"):
    urlpatterns.append(path("", include("headrace.portals.urls")))
