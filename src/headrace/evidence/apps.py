"""Evidence: consent, events, requests to providers and their findings."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Registers the case tables and the stream tables of evidence."""

    name = "headrace.evidence"
    label = "evidence"
