"""The addresses that an owner and a stranger meet, for tests of single pages and parts."""

from django.urls import include, path

urlpatterns = [
    path("language/", include("django.conf.urls.i18n")),
    path("account/", include("allauth.account.urls")),
    path("", include("headrace.portals.public.urls")),
    path("owner/", include("headrace.portals.enterprise.urls")),
    path("papers/", include("headrace.portals.papers")),
]
