"""Where firms and lenders meet."""

from django.apps import AppConfig


class MarketConfig(AppConfig):
    """Registers demands, pushes, offers and frozen files."""

    name = "headrace.market"
    label = "market"
