"""The addresses of a bank's desk."""

from django.urls import path

from headrace.portals.investor import agreement_views, file_views, key_views, views

app_name = "investor"
urlpatterns = [
    path("", views.show_queue, name="queue"),
    path("files/", views.show_files, name="dossier"),
    path("files/<uuid:demand_id>/", file_views.show_dossier, name="dossier"),
    path("files/<uuid:demand_id>/decision/", file_views.decide, name="decide"),
    path("agreements/<uuid:agreement_id>/", agreement_views.show_agreement, name="agreement"),
    path("agreements/<uuid:agreement_id>/signature/", agreement_views.sign, name="sign"),
    path("keys/", key_views.show_keys, name="keys"),
    path("keys/<uuid:instruction_id>/", key_views.turn, name="turn"),
    path("portfolio/", views.show_portfolio, name="portfolio"),
]
