"""Agreements, drawdown, servicing, the close of a day."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    """Registers the rows of agreements, loans and payments."""

    name = "headrace.contracts"
    label = "contracts"
    verbose_name = _("Contracts")
