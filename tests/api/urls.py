"""The addresses of a whole centre, the API's before those of the pages."""

from django.urls import include, path

from headrace.config.urls import urlpatterns as of_the_centre

urlpatterns = [path("", include("headrace.api.urls")), *of_the_centre]
