"""Which dated rule answers a question, and what it says of a ceiling or of requests."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from headrace.kit.errors import N_, NotFound


class RuleNotFound(NotFound):
    """No rule in force answers; never guess a parameter of the law."""

    title = N_("No rule answers")
    message = N_("No rule {key} was in force on {on} for {scope}.")
    remedy = N_("Choose another day, or ask the policy maker to enter the rule with its source.")
    journalled = ("key", "on", "scope")

    def __init__(self, *, key: str, on: date, scope: Mapping[str, str] | None = None) -> None:
        super().__init__(key=key, on=on.isoformat(), scope=scope_key(scope or {}) or "-")


class Scoped(Protocol):
    """Anything with a scope: a row or an answer."""

    @property
    def scope(self) -> Mapping[str, str]:
        """Return the facts to which the rule is limited."""
        ...

    @property
    def valid_from(self) -> date:
        """Return the first day of the rule."""
        ...


S = TypeVar("S", bound=Scoped)


def scope_key(scope: Mapping[str, str]) -> str:
    """Return one spelling of a scope, so that the database can compare scopes."""
    return ";".join(f"{name}={scope[name]}" for name in sorted(scope))


def most_specific(candidates: Iterable[S], scope: Mapping[str, str]) -> S | None:
    """
    Return the candidate with the most facts in its scope, all of them true of `scope`.

    Of two equally specific ones the later law goes before (lex posterior).
    """
    fitting = [each for each in candidates if each.scope.items() <= scope.items()]
    return max(fitting, key=lambda each: (len(each.scope), each.valid_from), default=None)


@dataclass(frozen=True, slots=True)
class RequiredRequest:
    """A finding to ask for: `kind` is the role of the provider who can answer."""

    kind: str
    due_days: int
    required: bool


def requests_required(
    table: Sequence[Mapping[str, Any]], *, amount_minor: int, model: str, innovation: bool
) -> tuple[RequiredRequest, ...]:
    """
    Return the requests that the rows of `table` ask for, in their order, one for each kind.

    A row holds `kind`, `due_days`, `required` and may hold `from_minor`, `models`, `innovation`.
    The first row of a kind that fits decides.
    """
    asked: dict[str, RequiredRequest] = {}
    for row in table:
        fits = (
            amount_minor >= row.get("from_minor", 0)
            and model in row.get("models", [model])
            and row.get("innovation", innovation) == innovation
        )
        if fits and row["kind"] not in asked:
            asked[row["kind"]] = RequiredRequest(row["kind"], row["due_days"], row["required"])
    return tuple(asked.values())


def ceiling_rate(value: Mapping[str, Any], series_value: Decimal | None) -> Decimal:
    """Return the yearly ceiling: a fixed `rate`, or `times` the value of a series that day."""
    if series_value is None:
        return Decimal(value["rate"])
    return Decimal(value["times"]) * series_value
