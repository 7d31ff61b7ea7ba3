"""The addresses of the supervisor's desk."""

from django.urls import path

from headrace.portals.supervisor import freeze_views, views

app_name = "supervisor"
urlpatterns = [
    path("", views.show_console, name="console"),
    path("alerts/", views.show_alerts, name="alerts"),
    path("alerts/<uuid:alert_id>/", views.show_alert, name="alert"),
    path("alerts/<uuid:alert_id>/taking-up/", views.take_up, name="take-up"),
    path("alerts/<uuid:alert_id>/closing/", views.close, name="close"),
    path("audit/", views.show_audit, name="audit"),
    path("audit/verification/", views.verify, name="verify"),
    path("rules/", views.show_rules, name="rules"),
    path("freeze/", freeze_views.show, name="freeze"),
    path("freeze/orders/", freeze_views.order, name="order"),
    path("freeze/orders/<uuid:order_id>/lifting/", freeze_views.lift, name="lift"),
]
