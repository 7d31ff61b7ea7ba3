from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GatewaysConfig(AppConfig):
    """The outside: custodian banks, signing services."""

    name = "headrace.gateways"
    label = "gateways"
    verbose_name = _("Gateways")
