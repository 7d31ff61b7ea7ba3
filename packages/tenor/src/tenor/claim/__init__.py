"""The life of a claim beside its payments: accrual, early repayment, restructuring, loss."""

from tenor.claim.accrual import accrued
from tenor.claim.continuation import (
    NoPeriodLeft,
    RepaysTooMuch,
    Standing,
    after_part_repayment,
    at_new_rate,
    restructured,
)
from tenor.claim.losses import Recovery, WrittenOff

__all__ = [
    "NoPeriodLeft",
    "Recovery",
    "RepaysTooMuch",
    "Standing",
    "WrittenOff",
    "accrued",
    "after_part_repayment",
    "at_new_rate",
    "restructured",
]
