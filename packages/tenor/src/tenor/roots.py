"""Where a function crosses zero: one root in a bracket, and every root of a sum of powers."""

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from itertools import pairwise

WIDE = Context(prec=40, rounding=ROUND_HALF_EVEN)
"""Forty digits leave ten sure ones after a discounting over a century of days."""

_NARROW = Decimal("1E-26")

Curve = Callable[[Decimal], Decimal]
"""A function whose sign changes somewhere; called in the context of its caller."""


def root_between(curve: Curve, low: Decimal, high: Decimal) -> Decimal:
    """
    Return where `curve` is zero between `low` and `high`, where its signs must differ.

    Every step halves the bracket at least and mostly doubles the sure digits; a pure power is
    met in one step. Call it in the context WIDE.

    Source: Ridders, "A new algorithm for computing a single root", IEEE 1979.

    >>> from decimal import localcontext
    >>> with localcontext(WIDE):
    ...     round(root_between(lambda x: x * x - 2, Decimal(0), Decimal(2)), 12)
    Decimal('1.414213562373')
    """
    at_low, at_high = curve(low), curve(high)
    found = low
    while True:
        middle = (low + high) / 2
        at_middle = curve(middle)
        step = (middle - low) * at_middle / (at_middle * at_middle - at_low * at_high).sqrt()
        before, found = found, middle + (step if at_low > at_high else -step)
        at_found = curve(found)
        if not at_found or abs(found - before) < _NARROW:
            return found
        if (at_middle > 0) is not (at_found > 0):
            low, at_low = middle, at_middle
            high, at_high = found, at_found
        elif (at_low > 0) is not (at_found > 0):
            high, at_high = found, at_found
        else:
            low, at_low = found, at_found


def roots_of_powers(
    times: Sequence[Decimal], amounts: Sequence[Decimal], low: Decimal, high: Decimal
) -> list[Decimal]:
    """
    Return all x in the bracket at which the sum of amount x e^(time x) is zero, ascending.

    Whole times (days) are quickest. The sum is divided by its power at the first time.

    Rolle: between two roots of f(x) e^(-sx) lies a root of its derivative, whose terms are
    (t - s) x amount x e^(tx). With s at a change of sign it has one change fewer, and with none
    left there is no root (Descartes' rule for real exponents).

    :param times: ascending; :param amounts: none of them nil

    >>> from decimal import localcontext
    >>> with localcontext(WIDE):
    ...     found = roots_of_powers([Decimal(0), Decimal(1)], [Decimal(-2), Decimal(1)],
    ...                             Decimal(0), Decimal(1))
    >>> [round(root, 12) for root in found]  # the logarithm of two
    [Decimal('0.693147180560')]
    """
    turns = [k for k, (one, two) in enumerate(pairwise(amounts)) if (one > 0) is not (two > 0)]
    if not turns:
        return []
    bends: list[Decimal] = []
    if len(turns) > 1:
        shift = (times[turns[0]] + times[turns[0] + 1]) / 2
        slopes = [(time - shift) * each for time, each in zip(times, amounts, strict=True)]
        bends = roots_of_powers(times, slopes, low, high)

    gaps = [later - earlier for earlier, later in pairwise(times)]
    distinct = set(gaps)

    def worth(power: Decimal) -> Decimal:
        # Payments come at few different distances: each one's power is taken once.
        growth = power.exp()
        powers = {gap: growth**gap for gap in distinct}
        total = amounts[-1]
        for amount, gap in zip(amounts[-2::-1], gaps[::-1], strict=True):
            total = total * powers[gap] + amount
        return total

    return [
        root_between(worth, left, right)
        for left, right in pairwise([low, *bends, high])
        if (worth(left) > 0) is not (worth(right) > 0)
    ]
