from django.apps import AppConfig


class PortalsConfig(AppConfig):
    """The pages of every desk: templates, drawings and their words."""

    name = "headrace.portals"
    label = "portals"
