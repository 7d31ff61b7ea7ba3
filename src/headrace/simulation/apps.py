"""A seeded town that lives by the same verbs as everybody else."""

from django.apps import AppConfig


class SimulationConfig(AppConfig):
    """Registers the simulation; it has no tables."""

    name = "headrace.simulation"
    label = "simulation"
