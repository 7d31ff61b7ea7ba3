"""The offers a bank has made, as values."""

from dataclasses import dataclass

from headrace.portals.pieces import Head, Mark, Message, State, Turn


@dataclass(frozen=True, slots=True)
class FileRow:
    """An offer of the bank's or the agreement it became."""

    firm: str
    url: str
    second: str
    amount: str
    terms: str
    cost: str
    mark: Mark
    on: str


@dataclass(frozen=True, slots=True)
class FilesPage:
    """Every offer the bank has made, the newest first, and what became of it."""

    head: Head
    rows: tuple[FileRow, ...] = ()
    order: str = ""
    empty: State | None = None
    turn: Turn | None = None
    messages: tuple[Message, ...] = ()
