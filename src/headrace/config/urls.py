"""The map of addresses: each edge brings its own."""

from allauth.mfa.totp.views import activate_totp
from csp.constants import SELF
from csp.decorators import csp_update
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def alive(_request: HttpRequest) -> HttpResponse:
    """Answer a load balancer: this process serves. It says nothing of the database."""
    return HttpResponse("ok", content_type="text/plain")


# The page draws the code to be scanned into itself.
scan = csp_update({"img-src": [SELF, "data:"]})(activate_totp)

urlpatterns = [
    path("alive", alive, name="alive"),
    path("language/", include("django.conf.urls.i18n")),
    path("account/mfa/totp/activate/", scan),
    path("account/mfa/", include("allauth.mfa.urls")),
    path("account/", include("allauth.account.urls")),
    path("office/", admin.site.urls),
    path("", include("allauth.idp.urls")),
    path("", include("headrace.portals.urls")),
]
if apps.is_installed("headrace.api"):
    urlpatterns.append(path("", include("headrace.api.urls")))
if settings.DEMO:
    urlpatterns.append(path("town/", include("headrace.simulation.urls")))
