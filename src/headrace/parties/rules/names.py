"""Names that look or sound alike: two firms, or one under two spellings?"""

import re
import unicodedata

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz

_ENDINGS = re.compile(
    "(股份有限公司|有限责任公司|有限公司|集团公司|公司|集团|合伙企业|个人独资企业|经营部|商行|商店|厂"
    "|companylimited|coltd|limited|ltd|inc|corporation|corp|company|co)$"
)
_WORD = re.compile(r"\W+")

SUSPECT_FROM = 88
"""Likeness from which a double is suspected; of 100, judged on the sets in the tests."""


def core_of(name: str) -> str:
    """Return a name without width, case, punctuation and its legal ending."""
    plain = _WORD.sub("", unicodedata.normalize("NFKC", name).casefold())
    shorter = _ENDINGS.sub("", plain)
    return shorter or plain


def sound_of(name: str) -> str:
    """Return the name's reading in pinyin, words parted by spaces: also the key to sort by."""
    return " ".join(lazy_pinyin(unicodedata.normalize("NFKC", name).strip())).casefold()


def likeness(name: str, other: str) -> int:
    """
    Return how alike two names are, 0 to 100: the better of their spelling and their sound.

    Endings are left out, so that two unlike firms do not look alike for being limited companies.
    """
    core, core_other = core_of(name), core_of(other)
    spelt = fuzz.ratio(core, core_other)
    heard = fuzz.ratio("".join(lazy_pinyin(core)), "".join(lazy_pinyin(core_other)))
    return round(max(spelt, heard))
