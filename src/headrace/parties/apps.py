from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartiesConfig(AppConfig):
    """Firms, people, their roles and their declared sources of funds."""

    name = "headrace.parties"
    label = "parties"
    verbose_name = _("Parties")
