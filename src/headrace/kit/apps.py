"""The lowest floor: ids, clock, transactions, log, journal, errors."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Registers the tables of the log, the journal and the remembered answers."""

    name = "headrace.kit"
    label = "kit"
