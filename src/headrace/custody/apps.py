from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustodyConfig(AppConfig):
    """The mirror of the money that custodians hold for the parties."""

    name = "headrace.custody"
    label = "custody"
    verbose_name = _("Custody")
