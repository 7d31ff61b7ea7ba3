"""Alerts, cases, orders, the audit feed and the supervisor's console."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    """Registers the rows of alerts, cases and orders."""

    name = "headrace.supervision"
    label = "supervision"
    verbose_name = _("Supervision")
