"""Every address of a demo town, as a centre with a demo serves them."""

from django.urls import include, path

from headrace.config.urls import urlpatterns as house

urlpatterns = [path("town/", include("headrace.simulation.urls")), *house]
