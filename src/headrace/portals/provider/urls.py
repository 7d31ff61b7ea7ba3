"""The addresses of a provider's desk."""

from django.urls import path

from headrace.portals.provider import finding_views, request_views

app_name = "provider"
urlpatterns = [
    path("", request_views.show_desk, name="desk"),
    path("requests/<uuid:request_id>/", request_views.show_request, name="request"),
    path("requests/<uuid:request_id>/answer/", request_views.answer, name="answer"),
    path("requests/<uuid:request_id>/taking/", request_views.take, name="take"),
    path("requests/<uuid:request_id>/declining/", request_views.decline, name="decline"),
    path("findings/", finding_views.show_findings, name="findings"),
    path("requests/<uuid:request_id>/dispute/", finding_views.settle, name="settle"),
]
