"""The lowest floor: ids, clock, transactions, log, journal, errors."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KitConfig(AppConfig):
    """Registers the tables of the log, the journal and the remembered answers."""

    name = "headrace.kit"
    label = "kit"

    def ready(self) -> None:
        """Find every package's `tasks`, so that the journal knows who reacts."""
        autodiscover_modules("tasks")
