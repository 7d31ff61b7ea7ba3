"""Finding a party by what an officer knows of it: part of a name, its sound, part of its code."""

import unicodedata
from collections.abc import Iterable, Sequence

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz

NEAR_FROM = 85
"""Likeness of 100 from which a misheard or misspelt part of a name still counts."""

_SHORTEST_CODE = 4
_SHORTEST_SOUND = 3
_SHORTEST_NEAR = 5
_BEGINS, _HOLDS, _SOUNDS, _NEAR = range(4)
FARTHEST = _NEAR
"""The place of what fits only nearly."""


def plain(words: str) -> str:
    """Return words without width, case, spaces and punctuation."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(each for each in folded if each.isalnum())


def place_of(words: str, names: Iterable[str]) -> int | None:
    """
    Return how well words fit the names of one party: 0 fits best, None does not fit.

    A name may begin with the words, hold them, sound like them, or nearly sound like them.
    """
    asked, heard = plain(words), sound(words)
    if not asked:
        return None
    places = (_place(asked, heard, name) for name in names)
    return min((each for each in places if each is not None), default=None)


def fits_code(words: str, code: str | None) -> bool:
    """Say whether words are a credit code or at least four signs of it in a row."""
    asked = plain(words)
    return bool(code) and len(asked) >= _SHORTEST_CODE and asked in plain(code or "")


def sound(words: str) -> tuple[str, ...]:
    """Return the reading in pinyin, a syllable each; letters that are no Chinese stay together."""
    return tuple(lazy_pinyin(plain(words)))


def _place(asked: str, heard: Sequence[str], name: str) -> int | None:
    spelt = plain(name)
    if asked in spelt:
        return _BEGINS if spelt.startswith(asked) else _HOLDS
    sought = "".join(heard)
    if len(sought) < _SHORTEST_SOUND:
        return None
    spoken = sound(name)
    if any("".join(spoken[start:]).startswith(sought) for start in range(len(spoken))):
        return _SOUNDS
    return _NEAR if _nearly(sought, "".join(spoken)) else None


def _nearly(sought: str, spoken: str) -> bool:
    """A short part of a long name is compared with every stretch of its own length."""
    if not _SHORTEST_NEAR <= len(sought) <= len(spoken):
        return False
    return fuzz.partial_ratio(sought, spoken) >= NEAR_FROM
