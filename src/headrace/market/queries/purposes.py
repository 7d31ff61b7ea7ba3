"""What a request may be for: the rulebook's list, with its words in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from headrace.products.queries import Label
from headrace.rulebook import queries as rulebook


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose: its stable code and what people read."""

    code: str
    label: Label


def purposes(on: date) -> tuple[Purpose, ...]:
    """
    Return the purposes that a request drafted on a day can be for, in the rulebook's order.

    :raises headrace.rulebook.queries.RuleNotFound: no list was in force
    """
    return tuple(Purpose(each["code"], Label(each["en"], each["zh"])) for each in purpose_rows(on))


def purpose_rows(on: date) -> Sequence[Mapping[str, str]]:
    """Return the rows of the rule `demand.purposes`, as they stand in the rulebook."""
    rows: Sequence[Mapping[str, str]] = rulebook.look_up("demand.purposes", on=on).value
    return rows
