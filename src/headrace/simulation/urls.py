"""The addresses that only a demo town has."""

from django.urls import path

from headrace.portals import names
from headrace.simulation import paying, views
from headrace.simulation.english import english_names

app_name = "town"
urlpatterns = [
    path("", views.chooser, name="chooser"),
    path("sit/", views.sit, name="sit"),
    path("clock/", views.let_pass, name="pass"),
    path("contracts/<uuid:agreement_id>/payment/", paying.pay, name="pay"),
]
names.introduce(english_names())
