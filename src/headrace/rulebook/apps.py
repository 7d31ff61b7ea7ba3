from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RulebookConfig(AppConfig):
    """Dated legal parameters with their source."""

    name = "headrace.rulebook"
    label = "rulebook"
    verbose_name = _("Rulebook")
