"""The addresses of a bank's desk."""

from django.urls import path

from headrace.portals.investor import money_views, views

app_name = "investor"
urlpatterns = [
    path("", views.show_queue, name="queue"),
    path("files/", views.show_files, name="dossier"),
    path("files/<uuid:demand_id>/", views.show_dossier, name="dossier"),
    path("files/<uuid:demand_id>/decision/", views.decide, name="decide"),
    path("agreements/<uuid:agreement_id>/", money_views.show_agreement, name="agreement"),
    path("agreements/<uuid:agreement_id>/signature/", money_views.sign, name="sign"),
    path("keys/", money_views.show_keys, name="keys"),
    path("keys/<uuid:instruction_id>/", money_views.turn, name="turn"),
    path("portfolio/", money_views.show_portfolio, name="portfolio"),
]
