"""Pages of long lists by position of the last row seen, stable while rows are added."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

Row = TypeVar("Row")

PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and the id to ask for the next ones after; None at the end."""

    rows: tuple[Row, ...]
    next_after: UUID | None


def page_of(rows: Sequence[Row], ids: Sequence[UUID], limit: int = PAGE_ROWS) -> Page[Row]:
    """Cut a list that was read with one row too many into a page."""
    more = len(rows) > limit
    return Page(tuple(rows[:limit]), ids[limit - 1] if more else None)
