"""
Steps of the register; each runs inside the transaction of the verb that needs it.

Rivals for the same thing meet at one locked row: the fingerprint's, or the totals of borrower,
lender and pair, always taken in this order.
"""

from headrace.register.rules.encumbrances import (
    AlreadyEncumbered,
    EncumbranceMoveRefused,
    NotRegistered,
    ShareMalformed,
)
from headrace.register.rules.exposures import (
    AmountNotPositive,
    ExposureAboveLimit,
    ExposureBelowZero,
    ScopeUnnamed,
)
from headrace.register.rules.fingerprints import (
    FingerprintKindUnknown,
    HeldByAnother,
    PartsMalformed,
)
from headrace.register.services.encumbrances import encumber, enforce, perfect, release
from headrace.register.services.exposures import (
    add_exposure,
    check_limit,
    lock_exposures,
    reduce_exposure,
)
from headrace.register.services.fingerprints import claim_fingerprint

__all__ = [
    "AlreadyEncumbered",
    "AmountNotPositive",
    "EncumbranceMoveRefused",
    "ExposureAboveLimit",
    "ExposureBelowZero",
    "FingerprintKindUnknown",
    "HeldByAnother",
    "NotRegistered",
    "PartsMalformed",
    "ScopeUnnamed",
    "ShareMalformed",
    "add_exposure",
    "check_limit",
    "claim_fingerprint",
    "encumber",
    "enforce",
    "lock_exposures",
    "perfect",
    "reduce_exposure",
    "release",
]
