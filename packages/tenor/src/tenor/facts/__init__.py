"""Printed figures asked for in plain values (JSON), and answered in plain values."""

from tenor.facts.kinds import KINDS, value_of
from tenor.facts.reading import UnreadableFact

__all__ = ["KINDS", "UnreadableFact", "value_of"]
