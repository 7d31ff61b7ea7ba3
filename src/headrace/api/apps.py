"""The typed API for partners and for pages."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Registers the API; it has no tables."""

    name = "headrace.api"
    label = "api"
