"""Rows of the register: private to this package; others hold ids."""

from headrace.register.models.exposures import ExposureMovement, ExposureTotal
from headrace.register.models.fingerprints import Encumbrance, Fingerprint

__all__ = ["Encumbrance", "ExposureMovement", "ExposureTotal", "Fingerprint"]
