"""Fields of a question read one by one, so that a refusal can name the field."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

Inputs = Mapping[str, Any]
Read = TypeVar("Read")

MOST_PAYMENTS = 3660
"""More payments than any contract has; a larger count is a mistake and would take for ever."""


class UnreadableFact(ValueError):
    """A question that misses a field, or holds one that this library does not know."""


def known(inputs: Inputs, *names: str) -> None:
    """Refuse a field that nobody reads: it might change the answer; :raises UnreadableFact."""
    for name in inputs:
        if name not in names:
            raise UnreadableFact(f"the field {name!r} is not known here")


def field(inputs: Inputs, name: str, reader: Callable[[Any], Read]) -> Read:
    """
    Return the field `name` as `reader` makes it.

    :raises UnreadableFact: it is missing, or not what it should be; the message names it

    >>> field({"start": "2026-01-31"}, "start", day)
    datetime.date(2026, 1, 31)
    """
    if not isinstance(inputs, Mapping) or name not in inputs:
        raise UnreadableFact(f"the field {name!r} is missing")
    try:
        return reader(inputs[name])
    except UnreadableFact as inner:
        raise UnreadableFact(f"{name}: {inner}") from inner
    except (TypeError, ValueError, ArithmeticError) as unfit:
        raise UnreadableFact(f"the field {name!r} cannot be {inputs[name]!r}") from unfit


def day(value: Any) -> date:
    """Return a date written as 2026-01-31; :raises ValueError: it is none."""
    return date.fromisoformat(value)


def text(value: Any) -> str:
    """Return a text; :raises ValueError: it is none."""
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def number(value: Any) -> Decimal:
    """
    Return a decimal number, written as a number or as text.

    :raises ValueError: a float, which has lost its digits, or not finite
    """
    if isinstance(value, (float, bool)):
        raise ValueError(value)
    read = Decimal(value)
    if not read.is_finite():
        raise InvalidOperation(value)
    return read


def whole(value: Any) -> int:
    """Return a whole number; :raises ValueError: it has a fraction."""
    read = number(value)
    if read != read.to_integral_value():
        raise ValueError(value)
    return int(read)


def count(value: Any) -> int:
    """Return a number of payments from one to MOST_PAYMENTS; :raises ValueError: another."""
    read = whole(value)
    if not 1 <= read <= MOST_PAYMENTS:
        raise ValueError(value)
    return read


def rows(reader: Callable[[Any], Read]) -> Callable[[Any], list[Read]]:
    """Return a reader of a list, each of whose rows `reader` reads."""

    def read(value: Any) -> list[Read]:
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise TypeError(value)
        return [reader(row) for row in value]

    return read


def pair(value: Any) -> tuple[Any, Any]:
    """Return two values as they are; :raises ValueError: there are not two."""
    one, two = value
    return one, two
