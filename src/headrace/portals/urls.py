"""The addresses of the pages, one package per desk."""

from django.urls import include, path

urlpatterns = [
    path("", include("headrace.portals.public.urls")),
    path("owner/", include("headrace.portals.enterprise.urls")),
    path("bank/", include("headrace.portals.investor.urls")),
    path("papers/", include("headrace.portals.papers")),
    path("custody/", include("headrace.portals.custodian.urls")),
    path("expert/", include("headrace.portals.provider.urls")),
    path("supervisor/", include("headrace.portals.supervisor.urls")),
]
