"""Figures of leases: what payments and a residual are worth, and what a change adjusts."""

from decimal import Decimal
from fractions import Fraction

from tenor.facts.reading import Inputs, count, field, known, number
from tenor.lease.worth import PaidAt, Timing, lease_liability, present_worth
from tenor.roots import WIDE
from tenor.xirr import decimal_of

_IN_A_YEAR = {"year": 1, "half-year": 2, "quarter": 4, "month": 12}


def _timing(words: str) -> Timing:
    """Return when payments fall, from words such as `end of year` or `beginning of month`."""
    at, period = words.split(" of ")
    paid_at = {"end": PaidAt.END, "beginning": PaidAt.BEGINNING, "start": PaidAt.BEGINNING}[at]
    return Timing(paid_at, Fraction(1, _IN_A_YEAR[period]))


def liability(inputs: Inputs) -> Decimal:
    """Return what the payments not yet made at commencement are worth (IFRS 16.26)."""
    known(inputs, "payment", "timing", "count", "rate")
    return lease_liability(
        payments=[field(inputs, "payment", number)] * field(inputs, "count", count),
        timing=field(inputs, "timing", _timing_read),
        rate_yearly=field(inputs, "rate", number),
    )


def _timing_read(words: str) -> Timing:
    try:
        return _timing(words)
    except (AttributeError, KeyError) as unknown:
        raise ValueError(words) from unknown


def adjustment(inputs: Inputs) -> Decimal:
    """Return what a modified liability exceeds the remaining one by (IFRS 16.46)."""
    known(inputs, "modified", "remaining")
    modified = field(inputs, "modified", number)
    return WIDE.subtract(modified, field(inputs, "remaining", number))


def residual_worth(inputs: Inputs) -> Decimal:
    """Return what a residual after so many years is worth at the start."""
    known(inputs, "residual", "years", "rate")
    years = decimal_of(Fraction(field(inputs, "years", number)))
    return present_worth(
        [(years, field(inputs, "residual", number))], rate_yearly=field(inputs, "rate", number)
    )
