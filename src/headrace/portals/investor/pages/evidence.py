"""What a file rests on, as values."""

from dataclasses import dataclass

from headrace.portals.pieces import Mark, Vouched


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact, its value, who vouches for it and how old it is, and what it was checked against."""

    fact: str
    value: str
    vouched: Vouched
    check: Mark | None = None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A signed finding of an accredited expert."""

    name: str
    who: str
    mark: Mark
    until: str


@dataclass(frozen=True, slots=True)
class Note:
    """A question, an answer or a private note, kept with the file."""

    who: str
    at: str
    words: str
    scope: str = ""
    vouched: Vouched | None = None


@dataclass(frozen=True, slots=True)
class LiveRow:
    """An event of the live feed."""

    at: str
    who: str
    amount: str
    mark: Mark
