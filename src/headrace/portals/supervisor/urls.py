"""The addresses of the supervisor's desk."""

from django.urls import path

from headrace.portals.supervisor import alert_views, audit_views, freeze_views, views

app_name = "supervisor"
urlpatterns = [
    path("", views.show_console, name="console"),
    path("alerts/", alert_views.show_alerts, name="alerts"),
    path("alerts/<uuid:alert_id>/", alert_views.show_alert, name="alert"),
    path("alerts/<uuid:alert_id>/taking-up/", alert_views.take_up, name="take-up"),
    path("alerts/<uuid:alert_id>/closing/", alert_views.close, name="close"),
    path("audit/", audit_views.show, name="audit"),
    path("audit/verification/", audit_views.verify, name="verify"),
    path("rules/", views.show_rules, name="rules"),
    path("freeze/", freeze_views.show, name="freeze"),
    path("freeze/orders/", freeze_views.order, name="order"),
    path("freeze/orders/<uuid:order_id>/lifting/", freeze_views.lift, name="lift"),
]
