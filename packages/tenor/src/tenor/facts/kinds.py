"""The kinds of printed figure that can be asked for, and the rule that answers each."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tenor.facts import counting, leasing, rating
from tenor.facts.reading import Inputs, UnreadableFact, field, text

KINDS: Mapping[str, Callable[[Inputs], Any]] = MappingProxyType(
    {
        "allocate": counting.shares,
        "apr_eu": rating.apr_eu,
        "apr_us": rating.apr_us,
        "day_count": counting.years,
        "day_count_eu_apr": counting.years_eu,
        "lease_adjustment": leasing.adjustment,
        "lease_liability": leasing.liability,
        "lease_residual_pv": leasing.residual_worth,
        "xirr": rating.xirr_of,
    }
)
"""Each kind by its name; the answer is a Decimal, or a list of whole numbers for `allocate`."""


def value_of(fact: Mapping[str, Any]) -> Any:
    """
    Return the figure that `fact` asks for: {"kind": ..., "inputs": {...}}.

    :raises UnreadableFact: an unknown kind, or a field that is missing, unknown or unfit
    :raises ValueError: a named refusal of the rule itself

    >>> value_of({"kind": "lease_adjustment", "inputs": {"modified": 129884, "remaining": 105309}})
    Decimal('24575')
    """
    kind = field(fact, "kind", text)
    if kind not in KINDS:
        raise UnreadableFact(f"the field 'kind' cannot be {kind!r}")
    inputs = field(fact, "inputs", lambda value: value)
    if not isinstance(inputs, Mapping):
        raise UnreadableFact("the field 'inputs' holds no fields")
    return KINDS[kind](inputs)
