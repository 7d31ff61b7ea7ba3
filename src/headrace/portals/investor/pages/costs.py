"""The cost sheet, as values."""

from dataclasses import dataclass

from headrace.portals.pieces import Fact, Mark


@dataclass(frozen=True, slots=True)
class CostRow:
    """A line of the cost sheet: what, to whom, how much in all, how much a year."""

    name: str
    payee: str
    amount: str
    yearly: str


@dataclass(frozen=True, slots=True)
class CostSheet:
    """What the firm pays for the money, line by line, and the rule it stands under."""

    rows: tuple[CostRow, ...]
    total: str
    back: str
    forms: tuple[Fact, ...]
    mark: Mark
    rule: str
    since: str
    source: str
    source_lang: str = ""
