"""The addresses of a whole centre with the one where client credentials are changed for a token."""

from django.urls import include, path

from tests.api.urls import urlpatterns as of_the_api

urlpatterns = [path("", include("allauth.idp.urls")), *of_the_api]
