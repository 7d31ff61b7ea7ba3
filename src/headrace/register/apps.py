"""The register of what may exist only once or only up to a limit."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Registers fingerprints, encumbrances and exposures."""

    name = "headrace.register"
    label = "register"
