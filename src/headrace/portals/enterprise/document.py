"""The text of an agreement as lines that a page can set: title, chapters, clauses, lists."""

import re
from typing import Final, Literal

from headrace.portals.enterprise.pages import TextLine

_HEAD: Final = re.compile(r"(\d+\.|[一二三四五六七八九十]+、)\s*\S")
_CLAUSE: Final = re.compile(r"\d+\.\d+\s")


def text_lines(text: str) -> tuple[TextLine, ...]:
    """Return the lines of an agreement with what each of them is; not a word is changed."""
    lines = [each.strip() for each in text.splitlines() if each.strip()]
    return tuple(TextLine(_kind(place, words), words) for place, words in enumerate(lines))


def _kind(place: int, words: str) -> Literal["title", "head", "clause", "item"]:
    if place == 0:
        return "title"
    if _CLAUSE.match(words):
        return "clause"
    return "head" if _HEAD.match(words) else "item"
