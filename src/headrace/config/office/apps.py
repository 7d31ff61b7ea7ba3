"""Puts the centre's own back office in the place of Django's."""

from django.contrib.admin.apps import AdminConfig


class OfficeConfig(AdminConfig):
    """Every package's `admin.py` hangs its forms up in `Office`."""

    default_site = "headrace.config.office.site.Office"
