"""
Names of institutions as a reader of English says them, where an installation knows them.

The registered name is Chinese and stays so everywhere else; a town or a deployment introduces the
English ones once, when it starts.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import get_language

from headrace.portals import wording

_ENGLISH: Final[dict[str, str]] = {}


def introduce(names: Mapping[str, str]) -> None:
    """Make English names known, by registered name."""
    _ENGLISH.update(names)


def said(name: str) -> str:
    """Return a name as the present reader says it: the registered one where no other is known."""
    if wording.is_chinese(get_language() or "en"):
        return name
    return _ENGLISH.get(name, name)
