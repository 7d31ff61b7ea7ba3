"""Grades, limits and reasons."""

from django.apps import AppConfig


class CreditConfig(AppConfig):
    """Registers feature snapshots and scores."""

    name = "headrace.credit"
    label = "credit"
