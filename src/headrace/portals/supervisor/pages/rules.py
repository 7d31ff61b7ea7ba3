"""Rules in force, as values."""

from dataclasses import dataclass

from headrace.portals.pieces import Head, Mark, Message, Turn


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in force: its value and since when."""

    name: str
    value: str
    since: str
    url: str = ""
    source: str = ""
    mark: Mark | None = None
    source_lang: str = ""


@dataclass(frozen=True, slots=True)
class PackRules:
    """The rules in force out of one pack."""

    title: str
    note: str
    rows: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class RulesPage:
    """Every rule in force, pack by pack, with value, day and source."""

    head: Head
    packs: tuple[PackRules, ...]
    past: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()
    turn: Turn | None = None
